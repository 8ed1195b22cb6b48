package hashing.probe;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * How far a search must look in each table of a multi-index, at the least estimated cost.
 *
 * <p>Any thresholds {@code t[i] >= -1} that sum to {@code radius - tables + 1} are complete: a code
 * within the radius lies within {@code t[i]} in some substring {@code i}; -1 leaves a table out.
 * Among them the cheapest are found by taking the cheapest next one, {@code O(tables * radius)};
 * where costs rise and fall, by dynamic programming, {@code O(tables * radius * bits)}.
 *
 * <p>Source: Qin, Wang, Xiao, Wang, Lin, Ishikawa, "GPH: Similarity Search in Hamming Space", ICDE
 * 2018, general pigeonhole principle and threshold allocation. Differs from the paper: candidates
 * are estimated from a sample, not learned.
 *
 * @param values a threshold for each table
 * @param nanos estimated cost; infinite where the tables' bits do not reach so far
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record SubstringThresholds(int[] values, double nanos) {

  /**
   * Estimated cost of the values at exactly one distance, for each table and distance {@code
   * 0..bits}.
   *
   * @param bits bits of each table's substring
   * @param histograms for each table, of the sample's substrings up to some distance; beyond it,
   *     codes count as uniform
   * @param sampleSize codes in the sample, 0 if there is none
   * @param codeCount codes in the tables
   * @param tableBytes size of all tables
   * @param mostNext how far an entry's neighbouring substring may be for it to be compared, by the
   *     distance of its own, as in the histograms
   */
  public static double[][] shellCosts(
      int[] bits,
      SubstringHistogram[] histograms,
      int sampleSize,
      long codeCount,
      long tableBytes,
      IntUnaryOperator mostNext) {
    double[][] costs = new double[bits.length][];
    for (int i = 0; i < bits.length; i++) {
      costs[i] = new double[bits[i] + 1];
      double values = Math.scalb(1.0, bits[i]);
      for (int d = 0; d <= bits[i]; d++) {
        double lookups = SubstringEnumerator.count(bits[i], d);
        double share = lookups / values;
        double near = within(bits[(i + 1) % bits.length], mostNext.applyAsInt(d));
        if (sampleSize > 0 && d < histograms[i].counts().length) {
          // The uniform shares count as one code of the sample: what it holds none of is not free.
          int sampled = histograms[i].counts()[d];
          share = (sampled + share) / (sampleSize + 1);
          near = (histograms[i].near()[d] + near) / (sampled + 1);
        }
        costs[i][d] = ProbeCosts.probe(lookups, share * codeCount, near, tableBytes);
      }
    }
    return costs;
  }

  /** Share of all values that are so near to one. */
  private static double within(int bits, int distance) {
    double sum = 0;
    for (int d = 0; d <= Math.min(bits, distance); d++) {
      sum += SubstringEnumerator.count(bits, d);
    }
    return Math.scalb(sum, -bits);
  }

  /** The cheapest thresholds that are complete for a radius, from {@link #shellCosts}. */
  public static SubstringThresholds allocate(double[][] shellCosts, int radius) {
    // Thresholds raised by one are shells to visit; they sum to radius + 1.
    int shells = radius + 1;
    if (shells > Arrays.stream(shellCosts).mapToInt(costs -> costs.length).sum()) {
      return new SubstringThresholds(new int[shellCosts.length], Double.POSITIVE_INFINITY);
    }
    int[] reached = new int[shellCosts.length];
    Arrays.fill(reached, -1);
    double nanos = 0;
    double dearest = 0;
    for (int i = 0; i < shells; i++) {
      int table = cheapest(shellCosts, reached);
      double cost = shellCosts[table][++reached[table]];
      nanos += cost;
      dearest = Math.max(dearest, cost);
    }
    return isCheapest(shellCosts, reached, dearest)
        ? new SubstringThresholds(reached, nanos)
        : byDynamicProgramming(shellCosts, shells);
  }

  /** The table whose next distance costs least, -1 if all were visited. */
  public static int cheapest(double[][] shellCosts, int[] reached) {
    int best = -1;
    for (int t = 0; t < reached.length; t++) {
      if (reached[t] + 1 < shellCosts[t].length
          && (best < 0 || shellCosts[t][reached[t] + 1] < shellCosts[best][reached[best] + 1])) {
        best = t;
      }
    }
    return best;
  }

  /**
   * Cost of so many more visits, each to the table whose next distance costs least; of fewer if all
   * were visited.
   *
   * @param reached how far each table was visited, -1 not at all; not written to
   */
  public static double cost(double[][] shellCosts, int[] reached, int visits) {
    int[] ahead = reached.clone();
    double sum = 0;
    for (int i = 0; i < visits; i++) {
      int table = cheapest(shellCosts, ahead);
      if (table < 0) {
        break;
      }
      sum += shellCosts[table][++ahead[table]];
    }
    return sum;
  }

  /**
   * Whether no other choice can be cheaper: it would leave out some shells, none of which costs
   * more than {@code dearest}, for as many others, which in each table cost that much on average.
   */
  private static boolean isCheapest(double[][] shellCosts, int[] reached, double dearest) {
    for (int t = 0; t < reached.length; t++) {
      double sum = 0;
      for (int d = reached[t] + 1; d < shellCosts[t].length; d++) {
        sum += shellCosts[t][d];
        if (sum < dearest * (d - reached[t])) {
          return false;
        }
      }
    }
    return true;
  }

  private static SubstringThresholds byDynamicProgramming(double[][] shellCosts, int shells) {
    int tables = shellCosts.length;
    double[] best = new double[shells + 1];
    Arrays.fill(best, Double.POSITIVE_INFINITY);
    best[0] = 0;
    int[][] choice = new int[tables][];
    for (int i = 0; i < tables; i++) {
      double[] cost = shellCosts[i];
      double[] sums = new double[shells + 1];
      Arrays.fill(sums, Double.POSITIVE_INFINITY);
      choice[i] = new int[shells + 1];
      for (int sum = 0; sum <= shells; sum++) {
        double spent = 0;
        for (int own = 0; own <= Math.min(sum, cost.length); own++) {
          if (own > 0) {
            spent += cost[own - 1];
          }
          double total = best[sum - own] + spent;
          if (total < sums[sum]) {
            sums[sum] = total;
            choice[i][sum] = own;
          }
        }
      }
      best = sums;
    }
    int[] values = new int[tables];
    int left = shells;
    for (int i = tables - 1; i >= 0; i--) {
      values[i] = choice[i][left] - 1;
      left -= choice[i][left];
    }
    return new SubstringThresholds(values, best[shells]);
  }
}
