package hashing.join;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** What a join must find, by comparing every pair of a list, as numbers that can be compared. */
public final class EveryPair {
  private final int words;
  private final long[] codes;
  private final int count;

  /**
   * @param list codes of {@code bits} bits each, a multiple of 64
   */
  public EveryPair(byte[] list, int bits) {
    words = bits / Long.SIZE;
    codes = new long[list.length / Long.BYTES];
    ByteBuffer.wrap(list).asLongBuffer().get(codes);
    count = codes.length / words;
  }

  /** A pair and its distance; ascending by left, distance, right. */
  public static long key(int left, int right, int distance) {
    return (long) left << 40 | (long) distance << 28 | right;
  }

  /** The lower place of a pair, or that whose neighbour the other is. */
  public static int left(long key) {
    return (int) (key >>> 40);
  }

  /** The other place. */
  public static int right(long key) {
    return (int) key & 0xFFF_FFFF;
  }

  /** The distance of a pair. */
  public static int distance(long key) {
    return (int) (key >>> 28) & 0xFFF;
  }

  private int distance(int a, int b) {
    int distance = 0;
    for (int w = 0; w < words; w++) {
      distance += Long.bitCount(codes[a * words + w] ^ codes[b * words + w]);
    }
    return distance;
  }

  /** All pairs within a radius, the lower place left, ascending. */
  public long[] within(int radius) {
    long[] keys = new long[1 << 16];
    int size = 0;
    for (int a = 0; a < count; a++) {
      for (int b = a + 1; b < count; b++) {
        int distance = distance(a, b);
        if (distance <= radius) {
          if (size == keys.length) {
            keys = Arrays.copyOf(keys, 2 * size);
          }
          keys[size++] = key(a, b, distance);
        }
      }
    }
    keys = Arrays.copyOf(keys, size);
    Arrays.sort(keys);
    return keys;
  }

  /** Sums over the pairs within a radius, the lower place left. */
  public PairSums sums(int radius) {
    PairSums sums = new PairSums(radius);
    for (int a = 0; a < count; a++) {
      for (int b = a + 1; b < count; b++) {
        int distance = distance(a, b);
        if (distance <= radius) {
          sums.add(a, b, distance);
        }
      }
    }
    return sums;
  }

  /** The nearest of each, itself left out, ascending. */
  public long[] nearest(int k) {
    long[] keys = new long[count * k];
    for (int a = 0; a < count; a++) {
      int size = 0;
      int start = a * k;
      long worst = Long.MAX_VALUE;
      for (int b = 0; b < count; b++) {
        long key = key(a, b, distance(a, b));
        if (a != b && (size < k || key < worst)) {
          int at = start + Math.min(size, k - 1);
          for (; at > start && keys[at - 1] > key; at--) {
            keys[at] = keys[at - 1];
          }
          keys[at] = key;
          size = Math.min(size + 1, k);
          worst = keys[start + size - 1];
        }
      }
    }
    return keys;
  }
}
