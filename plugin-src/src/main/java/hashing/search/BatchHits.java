package hashing.search;

import hashing.index.SegmentCodes;
import java.io.IOException;
import java.util.Arrays;
import org.apache.lucene.util.LongHeap;

/**
 * The nearest documents of one query of a batch over all segments, the first ones where distances
 * are equal. One thread's, who enters segment after segment.
 */
final class BatchHits extends HitCollector {
  private final int k;
  private final int maxDistance;

  /** Keys, negated, so that the least one is the worst document's. */
  private final LongHeap heap;

  private BatchLeaf leaf;

  /** Tells which codes of the segment were collected before it is scanned; null if none were. */
  private CollectedCodes collected;

  /** Distance within which there are k documents, as far as is known beside those here. */
  private int bound;

  BatchHits(int k, int maxDistance, StopCheck stop) {
    super(null, null, stop);
    this.k = k;
    this.maxDistance = maxDistance;
    this.bound = maxDistance;
    this.heap = new LongHeap(Math.min(k, 16));
  }

  /** Whether a code of the segment was collected. */
  interface CollectedCodes {
    boolean has(int ordinal) throws IOException;
  }

  /** Documents from now on are of this segment. */
  void enter(BatchLeaf next) {
    leaf = next;
    collected = null;
  }

  /** Leaves out codes of the segment that were collected already. */
  void skip(CollectedCodes codes) {
    collected = codes;
  }

  /** Whether there are k documents, so that the cut is more than a limit. */
  boolean isFull() {
    return heap.size() == k;
  }

  @Override
  boolean accepts(int docId) {
    return leaf.accepts(docId);
  }

  @Override
  int cut() {
    return bound;
  }

  @Override
  void collectOrdinal(SegmentCodes codes, int ordinal, int distance) throws IOException {
    if (collected == null || !collected.has(ordinal)) {
      super.collectOrdinal(codes, ordinal, distance);
    }
  }

  @Override
  boolean collect(int docId, int distance) {
    long key = -NearestHits.key(leaf.docBase() + docId, distance);
    if (heap.size() < k) {
      heap.push(key);
    } else if (key > heap.top()) {
      heap.updateTop(key);
    } else {
      return false;
    }
    if (heap.size() == k) {
      bound = Math.min(maxDistance, NearestHits.distance(-heap.top()));
    }
    return true;
  }

  @Override
  void clear() {
    heap.clear();
    bound = maxDistance;
  }

  /** Keys, nearest first; documents are the searcher's. */
  long[] keys() {
    long[] keys = new long[heap.size()];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = -heap.get(i + 1);
    }
    Arrays.sort(keys);
    return keys;
  }
}
