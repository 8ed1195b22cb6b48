package hashing.join;

import hashing.index.CodeBlock;
import java.io.IOException;
import java.util.Arrays;
import org.apache.lucene.util.LongHeap;

/** The nearest owners of one row, by distance, then owner. One thread's, for row after row. */
final class NearestOwners {
  private final JoinCodes right;
  private final int most;
  private final int maxDistance;

  /** Keys, negated, so that the least one is the worst. */
  private final LongHeap heap;

  /**
   * @param most owners kept
   */
  NearestOwners(JoinCodes right, int most, int maxDistance) {
    this.right = right;
    this.most = most;
    this.maxDistance = maxDistance;
    this.heap = new LongHeap(Math.min(most, 64));
  }

  void clear() {
    heap.clear();
  }

  boolean isFull() {
    return heap.size() == most;
  }

  /** The largest distance still of use. */
  int cut() {
    return isFull() ? (int) (-heap.top() >>> Integer.SIZE) : maxDistance;
  }

  /** Takes the owners of a code. */
  void add(int ordinal, int distance) {
    for (int i = right.firstOwner(ordinal); i < right.firstOwner(ordinal + 1); i++) {
      long key = -((long) distance << Integer.SIZE | right.owner(i));
      if (heap.size() < most) {
        heap.push(key);
      } else if (key > heap.top()) {
        heap.updateTop(key);
      } else {
        return; // those behind it are no better
      }
    }
  }

  /** Compares a row with a block of the codes and takes what is near. */
  void compare(PairScan.Row row, int block) {
    int matches = row.matches(block, cut());
    for (int i = 0; i < matches; i++) {
      if (row.kernel.distance(i) <= cut()) {
        add(block * CodeBlock.MAX_COUNT + row.kernel.index(i), row.kernel.distance(i));
      }
    }
  }

  /** Hands them over for a row, nearest first. */
  void hand(int row, TokenOrder.Found found) throws IOException {
    long[] keys = new long[heap.size()];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = -heap.get(i + 1);
    }
    Arrays.sort(keys);
    for (long key : keys) {
      found.add(row, (int) key, (int) (key >>> Integer.SIZE));
    }
  }
}
