package hashing.join;

import hashing.probe.BitAssignment;
import hashing.probe.SubstringThresholds;
import java.util.Arrays;

/**
 * How to find all pairs within a radius by tables of substrings.
 *
 * <p>Either {@code radius + 1} tables or more whose equal buckets alone are visited: codes within
 * the radius differ in at most so many substrings as the radius has bits, so that they share {@code
 * tables - radius} buckets, and a pair that shares fewer is dropped unseen. Or fewer tables whose
 * near buckets are visited too, as far as the thresholds say; then one bucket is enough.
 *
 * <p>Source: Shivdikar, "SMASH", 2021 (buckets as a sparse product); Qin, Wang, Xiao, Wang, Lin,
 * Ishikawa, "GPH: Similarity Search in Hamming Space", ICDE 2018 (thresholds).
 *
 * @param strategy {@link JoinStrategy#TABLES} to merge rows, {@link JoinStrategy#BUCKETS} to
 *     compare the codes of each bucket; {@link JoinStrategy#SCAN} where neither can be
 * @param tables places of each table's bits
 * @param thresholds substring distance up to which a table is visited, -1 for not at all
 * @param least buckets that a pair within the radius shares at the least
 * @param products expected, one pair in several buckets counting several times
 * @param nanos estimated cost on one thread; infinite where tables cannot do it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record TablePlan(
    JoinStrategy strategy,
    int[][] tables,
    int[] thresholds,
    int least,
    double products,
    double nanos) {
  static final TablePlan NONE =
      new TablePlan(JoinStrategy.SCAN, new int[0][], new int[0], 1, 0, Double.POSITIVE_INFINITY);

  // Nanoseconds of one thread, measured on a million codes of 128 bits.

  /** One bucket looked up. */
  private static final double LOOKUP = 40;

  /** One product merged. */
  private static final double PRODUCT = 5;

  /** One merged product compared. */
  private static final double COMPARE = 10;

  /** One code put into one table. */
  private static final double BUILD = 40;

  /** What costs no more than to find out whether buckets would cost less. */
  static final double PLANNING = 4_000_000;

  /** What costs some times as much as to find out whether merged rows would cost less. */
  private static final double FAR_PLANNING = 60_000_000;

  /** The same where buckets would do, which merged rows hardly ever undercut. */
  private static final double FAR_PLANNING_BUCKETS = 5 * FAR_PLANNING;

  /** Widest substring: its offsets take 8 MiB. */
  private static final int MAX_WIDTH = 21;

  /** One code brought beside the others of its bucket. */
  private static final double GATHER = 10;

  /** One word of two codes of a bucket compared. */
  private static final double PAIR_WORD = 0.2;

  /** A near pair met in a bucket: looked at by itself, and for a bucket met before. */
  private static final double NEAR = 4;

  /** Tables above those that the radius asks for. */
  private static final int MORE_TABLES = 4;

  /** Tables above which more of them never paid. */
  private static final int MAX_TABLES = 24;

  /** Bits above which the correlations of all of them cost more than they save. */
  private static final int MAX_CORRELATED = 1024;

  /** Tables that are visited. */
  int[] used() {
    int[] used = new int[thresholds.length];
    int size = 0;
    for (int t = 0; t < thresholds.length; t++) {
      if (thresholds[t] >= 0) {
        used[size++] = t;
      }
    }
    return Arrays.copyOf(used, size);
  }

  /**
   * The cheapest plan.
   *
   * @param left rows, which are looked up
   * @param right codes in the tables
   * @param half whether both are the same object and each pair is wanted once
   * @param share of the left codes that are rows
   * @param strategy the one wanted; {@link JoinStrategy#AUTO} for the cheapest of both
   * @param scanNanos cost of the other way
   */
  static TablePlan of(
      JoinCodes left,
      JoinCodes right,
      boolean half,
      double share,
      int radius,
      JoinStrategy strategy,
      double scanNanos) {
    if (left.count() == 0 || right.count() < 2) {
      return NONE;
    }
    if (strategy == JoinStrategy.AUTO && !half && scanNanos < FAR_PLANNING) {
      return NONE;
    }
    int bitCount = right.bitCount();
    PlanSample sample = new PlanSample(left, right, half, share);
    BitAssignment assignment =
        bitCount > MAX_CORRELATED
            ? null
            : new BitAssignment(sample.few(), right.wordCount(), bitCount);
    int bits = assignment == null ? bitCount : assignment.bitCount();
    int widest = Math.min(MAX_WIDTH, 34 - Integer.numberOfLeadingZeros(right.count()));
    TablePlan best = NONE;
    if (half && strategy != JoinStrategy.TABLES && bits > radius) {
      int width = Math.min(widest, bits / (radius + 1));
      best = buckets(sample, tables(assignment, equal(radius + 1, width)), radius);
      boolean cheap = Math.min(best.nanos, scanNanos) < FAR_PLANNING_BUCKETS;
      if (strategy == JoinStrategy.BUCKETS || cheap) {
        return best;
      }
    }
    for (int count = radius + 1; count <= Math.min(MAX_TABLES, radius + 1 + MORE_TABLES); count++) {
      int width = Math.min(widest, bits / count);
      if (width > 0) {
        best = cheaper(best, equal(sample, tables(assignment, equal(count, width)), radius));
      }
    }
    for (int width = Math.min(widest, bits); width >= 6; width -= 2) {
      int count = (bits + width - 1) / width;
      if (count <= radius) {
        int[] widths = new int[count];
        for (int i = 0; i < count; i++) {
          widths[i] = (bits + i) / count;
        }
        best = cheaper(best, near(sample, tables(assignment, widths), radius));
      }
    }
    return best;
  }

  private static int[] equal(int count, int width) {
    int[] widths = new int[count];
    Arrays.fill(widths, width);
    return widths;
  }

  private static TablePlan cheaper(TablePlan a, TablePlan b) {
    return b.nanos < a.nanos ? b : a;
  }

  private static int[][] tables(BitAssignment assignment, int[] widths) {
    if (assignment != null) {
      return assignment.assign(widths);
    }
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

  /** What it costs to compare the codes of a bucket, each pair. */
  static double pairNanos(int wordCount) {
    return wordCount * PAIR_WORD;
  }

  /** Equal buckets of all tables, compared as they are. */
  private static TablePlan buckets(PlanSample sample, int[][] tables, int radius) {
    double products = 0;
    for (double pairs : sample.equalPairs(tables)) {
      products += pairs;
    }
    double nanos =
        tables.length * sample.columns() * (BUILD + GATHER)
            + products * pairNanos(sample.wordCount())
            + sample.nearInBuckets(tables, radius) * NEAR;
    return new TablePlan(JoinStrategy.BUCKETS, tables, new int[tables.length], 1, products, nanos);
  }

  /** Equal buckets of all tables, rows merged. */
  private static TablePlan equal(PlanSample sample, int[][] tables, int radius) {
    int least = tables.length - radius;
    double products = 0;
    for (double pairs : sample.equalPairs(tables)) {
      products += pairs;
    }
    double candidates = least == 1 ? products : sample.sharingPairs(tables, least);
    double nanos =
        tables.length * (sample.rows() * LOOKUP + sample.columns() * BUILD)
            + products * PRODUCT
            + candidates * COMPARE;
    return new TablePlan(
        JoinStrategy.TABLES, tables, new int[tables.length], least, products, nanos);
  }

  /** Near buckets, as cheap thresholds have them. */
  private static TablePlan near(PlanSample sample, int[][] tables, int radius) {
    double[][] pairs = sample.pairsByDistance(tables);
    double[][] costs = new double[tables.length][];
    for (int t = 0; t < tables.length; t++) {
      costs[t] = new double[pairs[t].length];
      for (int d = 0; d < costs[t].length; d++) {
        costs[t][d] =
            sample.rows() * PlanSample.values(tables[t].length, d) * LOOKUP
                + pairs[t][d] * (PRODUCT + COMPARE);
      }
      costs[t][0] += sample.columns() * BUILD;
    }
    SubstringThresholds cheapest = SubstringThresholds.allocate(costs, radius);
    double products = 0;
    for (int t = 0; t < tables.length; t++) {
      for (int d = 0; d <= cheapest.values()[t] && d < pairs[t].length; d++) {
        products += pairs[t][d];
      }
    }
    return new TablePlan(
        JoinStrategy.TABLES, tables, cheapest.values(), 1, products, cheapest.nanos());
  }
}
