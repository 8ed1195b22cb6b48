package hashing.probe;

import java.util.Arrays;

/**
 * How far each table of a multi-index is probed: thresholds {@code t_i >= -1}, grown one at a time,
 * the cheapest next.
 *
 * <p>Once every bucket of table {@code i} within {@code t_i} of the query's substring was visited,
 * for all {@code i}, every code within the frontier {@code sum(t_i) + m - 1} was met: a code met
 * nowhere differs in at least {@code t_i + 1} bits of each of the {@code m} substrings. A table
 * probed up to its width has met all codes.
 *
 * <p>A step's cost is estimated from a sample's substrings, and from codes as even as can be where
 * the sample has none at that distance. Cost of a step: one look at each table. Not thread-safe.
 *
 * <p>Source: Qin, Wang, Xiao, Wang, Lin, Ishikawa, "GPH: Similarity Search in Hamming Space", ICDE
 * 2018 (thresholds of any integers); Norouzi, Punjani, Fleet, "Fast Exact Search in Hamming Space
 * with Multi-Index Hashing", 2014, section 4 (growth). Differs from them: thresholds are chosen
 * greedily, not by dynamic programming.
 */
public final class ProbePlan {

  private final int[] thresholds;

  /** For each table the cost of each shell. */
  private final double[][] shellCosts;

  private int frontier = -1;
  private boolean exhausted;

  /**
   * @param queryKeys the query's substring in each table
   * @param widths bits of each table's substring
   * @param sampleKeys substrings of the sample's codes, by table
   * @param codeCount codes in the tables
   * @param candidateCost nanoseconds that one entry of a bucket costs
   */
  public ProbePlan(
      int[] queryKeys, int[] widths, int[][] sampleKeys, int codeCount, double candidateCost) {
    thresholds = new int[widths.length];
    Arrays.fill(thresholds, -1);
    shellCosts = new double[widths.length][];
    for (int table = 0; table < widths.length; table++) {
      shellCosts[table] =
          shellCosts(queryKeys[table], widths[table], sampleKeys[table], codeCount, candidateCost);
    }
  }

  private static double[] shellCosts(
      int key, int width, int[] sample, int codeCount, double candidateCost) {
    int[] histogram = new int[width + 1];
    for (int other : sample) {
      histogram[Integer.bitCount(key ^ other)]++;
    }
    double[] costs = new double[width + 1];
    double buckets = 1;
    for (int distance = 0; distance <= width; distance++) {
      double even = codeCount * buckets * Math.pow(0.5, width);
      double entries =
          histogram[distance] > 0
              ? (double) codeCount * histogram[distance] / sample.length
              : Math.min(even, (double) codeCount / sample.length);
      costs[distance] = buckets * ProbeCosts.LOOKUP + entries * candidateCost;
      buckets = buckets * (width - distance) / (distance + 1);
    }
    return costs;
  }

  /**
   * The distance up to which every code was met, -1 at first; the largest integer when all were.
   */
  public int frontier() {
    return exhausted ? Integer.MAX_VALUE : frontier;
  }

  /** The table whose next shell is the cheapest. */
  public int cheapest() {
    int best = 0;
    for (int table = 1; table < thresholds.length; table++) {
      if (nextCost(table) < nextCost(best)) {
        best = table;
      }
    }
    return best;
  }

  /** Estimated nanoseconds of a table's next shell. */
  public double nextCost(int table) {
    int next = thresholds[table] + 1;
    return next < shellCosts[table].length ? shellCosts[table][next] : Double.POSITIVE_INFINITY;
  }

  /** Takes a table's next shell in and returns its distance. */
  public int grow(int table) {
    frontier++;
    int distance = ++thresholds[table];
    exhausted |= distance == shellCosts[table].length - 1;
    return distance;
  }

  /** The thresholds as they are now, by table; the caller must not change them. */
  public int[] thresholds() {
    return thresholds;
  }

  /**
   * Grows until the frontier reaches a radius.
   *
   * @return estimated nanoseconds; infinite, and the plan unfinished, if it is above {@code limit}
   */
  public double growTo(int radius, double limit) {
    double cost = 0;
    while (frontier() < radius) {
      int table = cheapest();
      cost += nextCost(table);
      if (cost > limit) {
        return Double.POSITIVE_INFINITY;
      }
      grow(table);
    }
    return cost;
  }
}
