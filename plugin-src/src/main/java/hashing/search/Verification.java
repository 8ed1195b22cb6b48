package hashing.search;

import hashing.index.SegmentCodes;
import java.io.IOException;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.search.TwoPhaseIterator;

/** Compares the documents that another clause leads to, one by one. */
final class Verification extends TwoPhaseIterator implements Distances {

  private final LeafCodes leaf;
  private final QueryCodes query;
  private final CodeCursor cursor;
  private final LeafReader reader;
  private final StopCheck stop;
  private int cut;
  private int distance;

  Verification(LeafCodes leaf, QueryCodes query, int radius, LeafReader reader, StopCheck stop)
      throws IOException {
    super(leaf.documents());
    this.leaf = leaf;
    this.query = query;
    this.cursor = leaf.fast() == null ? leaf.cursor() : null;
    this.cut = radius;
    this.reader = reader;
    this.stop = stop;
  }

  @Override
  public boolean matches() throws IOException {
    try {
      stop.tick(query.count());
    } catch (SearchStoppedException e) {
      throw StopCheck.stopped(e, reader);
    }
    distance = distance(approximation.docID());
    return distance <= cut;
  }

  private int distance(int docId) throws IOException {
    SegmentCodes fast = leaf.fast();
    if (fast != null) {
      return query.distance(fast, fast.ordinal(docId), cut);
    }
    return cursor.advanceExact(docId) ? query.distance(cursor.code()) : Integer.MAX_VALUE;
  }

  @Override
  public int distance() {
    return distance;
  }

  @Override
  public void lowerCut(int lower) {
    cut = Math.min(cut, lower);
  }

  @Override
  public float matchCost() {
    return 4f + query.byteLength() / (float) Long.BYTES * query.count();
  }
}
