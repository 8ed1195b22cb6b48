package hashing.search;

import java.io.IOException;
import org.apache.lucene.index.LeafReader;

/** Stands for the documents of a search that was stopped: throws once it is moved. */
final class StoppedCursor extends DistanceCursor {

  private final SearchStoppedException stop;
  private final LeafReader reader;

  StoppedCursor(SearchStoppedException stop, LeafReader reader) {
    this.stop = stop;
    this.reader = reader;
  }

  @Override
  public int distance() {
    return 0;
  }

  @Override
  public void lowerCut(int cut) {}

  @Override
  public int docID() {
    return -1;
  }

  @Override
  public int nextDoc() throws IOException {
    throw StopCheck.stopped(stop, reader);
  }

  @Override
  public int advance(int target) throws IOException {
    throw StopCheck.stopped(stop, reader);
  }

  @Override
  public long cost() {
    return 1;
  }
}
