package hashing.join;

import java.io.IOException;
import java.util.Arrays;

/** Pairs found and not yet handed over. One thread's at a time. */
final class PairBuffer {
  /** Pairs above which they are handed over before their token is done. */
  static final int MOST = 1 << 14;

  static final long MOST_BYTES = 3L * Integer.BYTES * MOST;

  private int[] lefts = new int[256];
  private int[] rights = new int[256];
  private int[] distances = new int[256];
  private int size;

  void add(int left, int right, int distance) {
    if (size == lefts.length) {
      lefts = Arrays.copyOf(lefts, 2 * size);
      rights = Arrays.copyOf(rights, 2 * size);
      distances = Arrays.copyOf(distances, 2 * size);
    }
    lefts[size] = left;
    rights[size] = right;
    distances[size++] = distance;
  }

  boolean isFull() {
    return size >= MOST;
  }

  /** Hands all over, and forgets them. */
  void drain(CodePairSink sink) throws IOException {
    for (int i = 0; i < size; i++) {
      sink.accept(lefts[i], rights[i], distances[i]);
    }
    size = 0;
  }
}
