package hashing.search;

import hashing.index.SegmentCodes;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.lucene.util.Bits;

/**
 * Keeps the nearest accepted documents of a segment. Its cut is the least of the query's largest
 * distance, of the distance of its own k-th document, and of those that other segments have told
 * of: a document beyond it is beyond k others. Not thread-safe.
 */
final class NearestSink implements CodeSink {
  private final SegmentCodes codes;
  private final Bits accepted;
  private final NearestSet nearest;
  private final AtomicInteger bound;

  /**
   * @param codes null where documents are offered one by one
   * @param accepted documents that count, null if all do
   * @param bound shared by the segments of a search, the largest distance at first
   */
  NearestSink(SegmentCodes codes, Bits accepted, NearestSet nearest, AtomicInteger bound) {
    this.codes = codes;
    this.accepted = accepted;
    this.nearest = nearest;
    this.bound = bound;
  }

  @Override
  public int cut() {
    return bound.get();
  }

  @Override
  public void accept(int ordinal, int distance) throws IOException {
    int end = codes.firstPosting(ordinal + 1);
    for (int i = codes.firstPosting(ordinal); i < end; i++) {
      int docId = codes.posting(i);
      if ((accepted == null || accepted.get(docId)) && !nearest.offer(docId, distance)) {
        break;
      }
    }
    tell();
  }

  /** Takes a document that counts. */
  void offer(int docId, int distance) {
    if (distance <= cut()) {
      nearest.offer(docId, distance);
      tell();
    }
  }

  private void tell() {
    int worst = nearest.worst();
    if (worst < bound.get()) {
      bound.accumulateAndGet(worst, Math::min);
    }
  }

  /** Lowers the cut to a distance within which k documents are known to be. */
  void know(int distance) {
    bound.accumulateAndGet(distance, Math::min);
  }

  /** Forgets what was found, but not how near it was. */
  void restart() {
    nearest.clear();
  }

  long[] sorted() {
    return nearest.sorted();
  }
}
