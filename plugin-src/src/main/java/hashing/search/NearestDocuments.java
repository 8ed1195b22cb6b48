package hashing.search;

import java.util.Arrays;
import org.apache.lucene.util.LongHeap;

/** The k nearest documents. Cost: log k for one that enters. */
final class NearestDocuments implements NearestSet {
  private final int k;

  /** Complements, so that the worst is on top. */
  private final LongHeap heap;

  NearestDocuments(int k, int documentCount) {
    this.k = k;
    this.heap = new LongHeap(Math.max(1, Math.min(k, documentCount)));
  }

  @Override
  public boolean offer(int docId, int distance) {
    long candidate = ~NearestSet.encode(docId, distance);
    if (heap.size() < k) {
      heap.push(candidate);
      return true;
    }
    if (candidate < heap.top()) {
      return false;
    }
    heap.updateTop(candidate);
    return true;
  }

  @Override
  public int worst() {
    return heap.size() < k ? Integer.MAX_VALUE : NearestSet.distance(~heap.top());
  }

  @Override
  public long[] sorted() {
    long[] found = new long[heap.size()];
    for (int i = 0; i < found.length; i++) {
      found[i] = ~heap.get(i + 1);
    }
    Arrays.sort(found);
    return found;
  }

  @Override
  public void clear() {
    heap.clear();
  }
}
