package hashing.probe;

import java.util.Arrays;

/**
 * How to find all pairs of codes within a radius: by tables of substrings or, where {@code tables}
 * is empty, by comparing every pair.
 *
 * <p>Tables of several widths are weighed by the substring distances of a sample's pairs, each with
 * its cheapest complete thresholds; see {@link SubstringThresholds}.
 *
 * @param tables places of each table's bits
 * @param thresholds substring distance up to which a table is visited, -1 for not at all
 * @param nanos estimated cost on one thread
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record JoinPlan(int[][] tables, int[] thresholds, double nanos) {

  /** One bucket of a table in memory. */
  private static final double LOOKUP = 12;

  /** One entry of a bucket, its code compared. */
  private static final double ENTRY = 6;

  /** Two codes of a run compared, for each word. */
  private static final double PAIR_WORD = 0.8;

  /** One code put into one table. */
  private static final double BUILD = 15;

  private static final int SAMPLE = 256;

  /** Widest substring: its offsets take 4 MiB. */
  private static final int MAX_WIDTH = 20;

  /** Bits above which the correlations of all of them cost more than they save. */
  private static final int MAX_CORRELATED = 1024;

  /** The cheapest plan for {@code count} distinct codes of {@code wordCount} words each. */
  static JoinPlan of(long[] words, int count, int wordCount, int bitCount, int radius) {
    double pairs = 0.5 * count * count;
    JoinPlan best = new JoinPlan(new int[0][], new int[0], pairs * wordCount * PAIR_WORD);
    long[] sample = sample(words, count, wordCount);
    BitAssignment assignment =
        bitCount > MAX_CORRELATED ? null : new BitAssignment(sample, wordCount, bitCount);
    int bits = assignment == null ? bitCount : assignment.bitCount();
    int widest = Math.min(MAX_WIDTH, 33 - Integer.numberOfLeadingZeros(count));
    for (int width = Math.min(widest, bits); width >= 4; width -= 2) {
      int[] widths = split(bits, (bits + width - 1) / width);
      int[][] tables = assignment == null ? consecutive(widths) : assignment.assign(widths);
      SubstringThresholds cheapest =
          SubstringThresholds.allocate(costs(tables, sample, wordCount, count), radius);
      long used = Arrays.stream(cheapest.values()).filter(value -> value >= 0).count();
      double nanos = count * (cheapest.nanos() + used * BUILD);
      if (nanos < best.nanos) {
        best = new JoinPlan(tables, cheapest.values(), nanos);
      }
    }
    return best;
  }

  /** Codes at even distances. */
  private static long[] sample(long[] words, int count, int wordCount) {
    int size = Math.min(count, SAMPLE);
    long[] sample = new long[size * wordCount];
    for (int i = 0; i < size; i++) {
      int from = (int) ((long) i * count / size);
      System.arraycopy(words, from * wordCount, sample, i * wordCount, wordCount);
    }
    return sample;
  }

  private static int[] split(int bits, int parts) {
    int[] widths = new int[parts];
    for (int i = 0; i < parts; i++) {
      widths[i] = (bits + i) / parts;
    }
    return widths;
  }

  private static int[][] consecutive(int[] widths) {
    int[][] tables = new int[widths.length][];
    int place = 0;
    for (int t = 0; t < widths.length; t++) {
      tables[t] = new int[widths[t]];
      for (int i = 0; i < widths[t]; i++) {
        tables[t][i] = place++;
      }
    }
    return tables;
  }

  /** Cost, for one code, of the values at each distance in each table. */
  private static double[][] costs(int[][] tables, long[] sample, int wordCount, int count) {
    int size = sample.length / wordCount;
    SubstringKeys keys = new SubstringKeys(tables, wordCount);
    double[][] costs = new double[tables.length][];
    int[] own = new int[size];
    long[] words = new long[wordCount];
    double pairs = 0.5 * size * (size - 1);
    for (int t = 0; t < tables.length; t++) {
      int width = tables[t].length;
      int[] histogram = new int[width + 1];
      for (int i = 0; i < size; i++) {
        System.arraycopy(sample, i * wordCount, words, 0, wordCount);
        own[i] = keys.key(t, words);
        for (int j = 0; j < i; j++) {
          histogram[Integer.bitCount(own[i] ^ own[j])]++;
        }
      }
      costs[t] = new double[width + 1];
      for (int d = 0; d <= width; d++) {
        double lookups = SubstringEnumerator.count(width, d);
        double share = (histogram[d] + lookups / Math.scalb(1.0, width)) / (pairs + 1);
        // Of two codes the one met later compares them.
        costs[t][d] = lookups * LOOKUP + share * count / 2 * ENTRY;
      }
    }
    return costs;
  }
}
