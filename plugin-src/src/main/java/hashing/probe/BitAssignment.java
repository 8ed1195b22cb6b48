package hashing.probe;

import java.util.Arrays;

/**
 * Deals the bits of codes out to the tables of a multi-index so that within a table they are as
 * little correlated as a sample shows, which keeps buckets even.
 *
 * <p>Bits that are equal in the whole sample are left out; if all are, bit 0 is taken. If more bits
 * vary than the tables hold, the most even ones are taken. Cost: the square of the bits considered,
 * at most twice those that the tables hold, times the sample's size / 64. Immutable; thread-safe.
 *
 * <p>Source: Norouzi, Punjani, Fleet, "Fast Exact Search in Hamming Space with Multi-Index
 * Hashing", 2014, section 6. Differs from the paper: only the rule for further bits of a table is
 * used, for first ones too, as a table's neighbours do not matter to buckets; rarely set bits go to
 * the high end of a substring.
 */
public final class BitAssignment {

  private final int count;

  /** Bits by the sample: column {@code bit} holds the bit of each code. */
  private final long[][] columns;

  private final int[] ones;

  /** Bits that vary, the most even first. */
  private final int[] varying;

  /**
   * @param sample codes, {@code wordCount} words each, place 0 the highest bit of the first word
   * @param bitCount places to consider
   */
  public BitAssignment(long[] sample, int wordCount, int bitCount) {
    count = sample.length / wordCount;
    columns = new long[bitCount][(count + Long.SIZE - 1) / Long.SIZE];
    for (int row = 0; row < count; row++) {
      for (int word = 0; word < wordCount; word++) {
        long rest = sample[row * wordCount + word];
        while (rest != 0) {
          int lead = Long.numberOfLeadingZeros(rest);
          int bit = word * Long.SIZE + lead;
          if (bit < bitCount) {
            columns[bit][row / Long.SIZE] |= 1L << row;
          }
          rest &= ~(Long.MIN_VALUE >>> lead);
        }
      }
    }
    ones = new int[bitCount];
    for (int bit = 0; bit < bitCount; bit++) {
      for (long part : columns[bit]) {
        ones[bit] += Long.bitCount(part);
      }
    }
    varying = byEvenness();
  }

  private int[] byEvenness() {
    long[] order = new long[ones.length];
    int size = 0;
    for (int bit = 0; bit < ones.length; bit++) {
      if (ones[bit] > 0 && ones[bit] < count) {
        order[size++] = ((long) unevenness(bit) << Integer.SIZE) | bit;
      }
    }
    Arrays.sort(order, 0, size);
    int[] bits = new int[Math.max(1, size)];
    for (int i = 0; i < size; i++) {
      bits[i] = (int) order[i];
    }
    return bits;
  }

  private int unevenness(int bit) {
    return Math.abs(2 * ones[bit] - count);
  }

  /** Bits that can be dealt out, at least 1. */
  public int bitCount() {
    return varying.length;
  }

  /**
   * Deals bits out, {@code widths[t]} to table {@code t}; a substring's lowest bit is its most even
   * one.
   *
   * @throws IllegalArgumentException if the widths sum to more than {@link #bitCount}
   */
  public int[][] assign(int[] widths) {
    int total = Arrays.stream(widths).sum();
    if (total > varying.length) {
      throw new IllegalArgumentException(
          "tables of " + total + " bits, but only " + varying.length + " vary");
    }
    int[] pool = Arrays.copyOf(varying, Math.min(varying.length, 2 * total));
    boolean[] taken = new boolean[pool.length];
    // worst[t][i]: highest correlation of free bit i with a bit of table t
    float[][] worst = new float[widths.length][pool.length];
    int[][] tables = new int[widths.length][];
    for (int t = 0; t < widths.length; t++) {
      tables[t] = new int[widths[t]];
    }
    int widest = Arrays.stream(widths).max().orElse(0);
    for (int place = 0; place < widest; place++) {
      for (int t = 0; t < widths.length; t++) {
        if (place < widths[t]) {
          int chosen = leastCorrelated(worst[t], taken);
          taken[chosen] = true;
          tables[t][place] = pool[chosen];
          for (int i = 0; i < pool.length; i++) {
            if (!taken[i]) {
              worst[t][i] = Math.max(worst[t][i], correlation(pool[i], pool[chosen]));
            }
          }
        }
      }
    }
    for (int[] table : tables) {
      evenFirst(table);
    }
    return tables;
  }

  /** The first of those equal, which is the most even one. */
  private static int leastCorrelated(float[] worst, boolean[] taken) {
    int best = -1;
    for (int i = 0; i < worst.length; i++) {
      if (!taken[i] && (best < 0 || worst[i] < worst[best])) {
        best = i;
      }
    }
    return best;
  }

  /** Absolute value of the phi coefficient. */
  private float correlation(int a, int b) {
    long both = 0;
    for (int i = 0; i < columns[a].length; i++) {
      both += Long.bitCount(columns[a][i] & columns[b][i]);
    }
    double covariance = (double) count * both - (double) ones[a] * ones[b];
    double varianceA = (double) ones[a] * (count - ones[a]);
    double varianceB = (double) ones[b] * (count - ones[b]);
    return varianceA == 0 || varianceB == 0
        ? 0
        : (float) (Math.abs(covariance) / Math.sqrt(varianceA * varianceB));
  }

  private void evenFirst(int[] table) {
    long[] order = new long[table.length];
    for (int i = 0; i < table.length; i++) {
      order[i] = ((long) unevenness(table[i]) << Integer.SIZE) | table[i];
    }
    Arrays.sort(order);
    for (int i = 0; i < table.length; i++) {
      table[i] = (int) order[i];
    }
  }
}
