package hashing.search;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.LongHeap;

/** The k nearest documents of one segment, the first ones where distances are equal. */
class NearestHits extends HitCollector {

  /** An upper bound of the k-th distance over all segments. */
  private final AtomicInteger bound;

  private final int k;

  /** Keys, negated, so that the least one is the worst document's. */
  private final LongHeap heap;

  NearestHits(int k, AtomicInteger bound, Bits live, Bits filter, StopCheck stop) {
    super(live, filter, stop);
    this.k = k;
    this.bound = bound;
    // Grows as documents come: k may be far more than there are.
    this.heap = new LongHeap(Math.min(k, 64));
  }

  static long key(int docId, int distance) {
    return (long) distance << Integer.SIZE | docId;
  }

  static int distance(long key) {
    return (int) (key >>> Integer.SIZE);
  }

  static int docId(long key) {
    return (int) key;
  }

  @Override
  final int cut() {
    return bound.get();
  }

  /** Lowers the bound to a distance within which there are k documents. */
  final void lowerCut(int distance) {
    if (distance < bound.get()) {
      bound.accumulateAndGet(distance, Math::min);
    }
  }

  @Override
  boolean collect(int docId, int distance) {
    long key = -key(docId, distance);
    if (heap.size() < k) {
      heap.push(key);
    } else if (key > heap.top()) {
      heap.updateTop(key);
    } else {
      return false;
    }
    if (heap.size() == k) {
      lowerCut(distance(-heap.top()));
    }
    return true;
  }

  @Override
  void clear() {
    heap.clear();
  }

  /** Keys, nearest first. */
  long[] keys() {
    long[] keys = new long[heap.size()];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = -heap.get(i + 1);
    }
    Arrays.sort(keys);
    return keys;
  }
}
