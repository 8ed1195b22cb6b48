package hashing.search;

import hashing.index.SegmentCodes;
import java.io.IOException;

/** Counts the documents of one segment within a radius, without looking at them. */
final class CountedHits extends HitCollector {

  private final int radius;
  private int count;

  CountedHits(int radius, StopCheck stop) {
    super(null, null, stop);
    this.radius = radius;
  }

  @Override
  int cut() {
    return radius;
  }

  @Override
  void collectOrdinal(SegmentCodes codes, int ordinal, int distance) throws IOException {
    count += codes.firstPosting(ordinal + 1) - codes.firstPosting(ordinal);
  }

  @Override
  boolean collect(int docId, int distance) {
    count++;
    return true;
  }

  @Override
  void clear() {
    count = 0;
  }

  int count() {
    return count;
  }
}
