package hashing.search;

import java.io.IOException;

/** Begins to search when it is first moved, within the cut that was set until then. */
final class LazyCursor extends DistanceCursor {

  /** Finds the documents within a radius. */
  @FunctionalInterface
  interface Search {
    NearDocuments within(int radius) throws IOException;
  }

  private final Search search;
  private final long cost;
  private int cut;

  /** Null until the first move. */
  private DistanceCursor documents;

  LazyCursor(Search search, int radius, long cost) {
    this.search = search;
    this.cut = radius;
    this.cost = cost;
  }

  private DistanceCursor documents() throws IOException {
    if (documents == null) {
      documents =
          cut < 0 ? new HitList(new int[0], new int[0]).cursor() : search.within(cut).cursor();
      documents.lowerCut(cut);
    }
    return documents;
  }

  @Override
  public int distance() throws IOException {
    return documents.distance();
  }

  @Override
  public void lowerCut(int lower) {
    cut = Math.min(cut, lower);
    if (documents != null) {
      documents.lowerCut(cut);
    }
  }

  @Override
  public int docID() {
    return documents == null ? -1 : documents.docID();
  }

  @Override
  public int nextDoc() throws IOException {
    return documents().nextDoc();
  }

  @Override
  public int advance(int target) throws IOException {
    return documents().advance(target);
  }

  @Override
  public long cost() {
    return cost;
  }
}
