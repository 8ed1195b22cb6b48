package hashing.search;

import hashing.index.BucketBatch;
import hashing.index.SegmentCodes;
import hashing.probe.ProbeCosts;
import hashing.probe.SubstringThresholds;
import java.io.IOException;

/** Searches a segment by its multi-index tables, or finds that a scan is cheaper. */
final class TableSearch {

  /** Share of a scan's cost that may be spent before it is known that the tables will do. */
  private static final double TRIAL = 0.2;

  private TableSearch() {}

  /** Thresholds for each code of the query, with the cost of all of them. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record RadiusPlan(int[][] thresholds, double nanos) {}

  /**
   * The cheapest way to find all codes within a radius.
   *
   * @param limit cost above which no plan is wanted
   * @return a plan of infinite cost if there are no tables or they cost more
   */
  static RadiusPlan plan(
      SegmentCodes codes, QueryCodes query, SegmentEstimate estimate, int radius, double limit)
      throws IOException {
    RadiusPlan none = new RadiusPlan(new int[0][], Double.POSITIVE_INFINITY);
    if (codes.tables().isEmpty()) {
      return none;
    }
    int[][] thresholds = new int[query.count()][];
    double nanos = 0;
    for (int c = 0; c < thresholds.length; c++) {
      SubstringThresholds cheapest =
          SubstringThresholds.allocate(estimate.shellCosts(c, ProbeCosts.ENTRY), radius);
      thresholds[c] = cheapest.values();
      nanos += cheapest.nanos();
      if (nanos > limit) {
        return none;
      }
    }
    return new RadiusPlan(thresholds, nanos);
  }

  static void radius(
      SegmentCodes codes,
      QueryCodes query,
      RadiusPlan plan,
      HitCollector hits,
      SearchTrace.Leaf trace)
      throws IOException {
    trace.strategy = Strategy.TABLES;
    BucketBatch batch = new BucketBatch();
    for (int c = 0; c < query.count(); c++) {
      new TableProbe(codes, query, c, hits, batch, trace).radius(plan.thresholds()[c]);
    }
    trace.completeTo = hits.cut();
  }

  /**
   * Finds the codes within the collector's cut, which falls on the way. Each step visits one more
   * distance in one table, the cheapest at hand, and raises by one the distance up to which all
   * codes have been met; it ends when that reaches the cut, so that ties at the k-th place are all
   * seen.
   *
   * <p>Source: Norouzi, Punjani, Fleet, "Fast Exact Search in Hamming Space with Multi-Index
   * Hashing", 2014, section 3.2. Differs from the paper: tables take turns by cost, not in order.
   *
   * @param forced never give up
   * @param budget entries met after which no further step is begun
   * @return false if it gave up, as a scan is cheaper; documents collected may be incomplete
   */
  static boolean nearest(
      SegmentCodes codes,
      QueryCodes query,
      SegmentEstimate estimate,
      HitCollector hits,
      boolean forced,
      long budget,
      SearchTrace.Leaf trace)
      throws IOException {
    TableProbe probe = new TableProbe(codes, query, 0, hits, new BucketBatch(), trace);
    double[][] costs = estimate.shellCosts(0, ProbeCosts.ENTRY_NEAREST);
    double scan = estimate.scanNanos();
    int[] reached = probe.reached();
    int complete = -1;
    double spent = 0;
    while (complete < hits.cut() && trace.candidates < budget) {
      int table = cheapest(costs, reached);
      if (table < 0) {
        // Every value of every table was visited.
        complete = hits.cut();
        break;
      }
      double cost = costs[table][reached[table] + 1];
      if (!forced
          && spent + cost > TRIAL * scan
          && spent + costTo(costs, reached, hits.cut() - complete) > scan) {
        return false;
      }
      probe.shell(table);
      spent += cost;
      complete++;
    }
    trace.strategy = Strategy.TABLES;
    trace.completeTo = complete;
    return true;
  }

  private static int cheapest(double[][] costs, int[] reached) {
    int best = -1;
    for (int t = 0; t < reached.length; t++) {
      if (reached[t] + 1 < costs[t].length
          && (best < 0 || costs[t][reached[t] + 1] < costs[best][reached[best] + 1])) {
        best = t;
      }
    }
    return best;
  }

  /** Cost of a number of steps more. */
  private static double costTo(double[][] costs, int[] reached, int steps) {
    int[] ahead = reached.clone();
    double sum = 0;
    for (int i = 0; i < steps; i++) {
      int table = cheapest(costs, ahead);
      if (table < 0) {
        break;
      }
      sum += costs[table][++ahead[table]];
    }
    return sum;
  }
}
