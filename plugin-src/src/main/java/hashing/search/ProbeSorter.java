package hashing.search;

import java.util.Arrays;

/**
 * Puts look-ups in the order of their buckets, which are the high 32 bits: least digit first, 11
 * bits at a time, a nanosecond or two for each look-up and digit. Not thread-safe.
 */
final class ProbeSorter {
  private static final int DIGIT = 11;

  private long[] spare = new long[0];
  private final int[] ends = new int[1 << DIGIT];

  /**
   * Sorts the first {@code count}.
   *
   * @param bits of a bucket's number
   * @return the array that has them then: the one given or another, valid until the next call
   */
  long[] sort(long[] probes, int count, int bits) {
    if (count <= ends.length / 8) {
      Arrays.sort(probes, 0, count);
      return probes;
    }
    if (spare.length < probes.length) {
      spare = new long[probes.length];
    }
    long[] from = probes;
    long[] to = spare;
    for (int shift = Integer.SIZE; shift < Integer.SIZE + bits; shift += DIGIT) {
      Arrays.fill(ends, 0);
      for (int i = 0; i < count; i++) {
        ends[digit(from[i], shift)]++;
      }
      int sum = 0;
      for (int d = 0; d < ends.length; d++) {
        int size = ends[d];
        ends[d] = sum;
        sum += size;
      }
      for (int i = 0; i < count; i++) {
        to[ends[digit(from[i], shift)]++] = from[i];
      }
      long[] swap = from;
      from = to;
      to = swap;
    }
    return from;
  }

  private int digit(long probe, int shift) {
    return (int) (probe >>> shift) & (ends.length - 1);
  }
}
