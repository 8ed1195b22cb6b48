package hashing.search;

import hashing.index.BucketBatch;
import hashing.index.SegmentCodes;
import hashing.probe.ProbeCosts;
import hashing.probe.SubstringThresholds;
import java.io.IOException;

/** Searches a segment by its multi-index tables, or finds that another way is cheaper. */
final class TableSearch {

  /** Share of the other way's cost that may be spent before it is known that the tables will do. */
  private static final double TRIAL = 0.05;

  /** A smaller share where the other way is cheap, for what {@link #FIRST} says. */
  private static final double SHORT_TRIAL = 0.01;

  /**
   * Nanoseconds by which the first steps may take longer than foreseen: they look up few values
   * each, whose misses of the cache do not overlap.
   */
  private static final double FIRST = 400_000;

  /** How far the sample may err before it is believed that the tables cost more. */
  private static final double DOUBT = 1.5;

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
      SegmentCodes codes, QueryCodes query, SegmentEstimate estimate, int radius, double limit) {
    RadiusPlan none = new RadiusPlan(new int[0][], Double.POSITIVE_INFINITY);
    if (codes.tables().isEmpty() || estimate.leastNanos(radius) > limit) {
      return none;
    }
    int[][] thresholds = new int[query.count()][];
    double nanos = ProbeCosts.TABLES;
    for (int c = 0; c < thresholds.length; c++) {
      SubstringThresholds cheapest =
          SubstringThresholds.allocate(estimate.radiusCosts(c, radius), radius);
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
   * seen. Of several query codes the one that is behind takes the next step.
   *
   * <p>Source: Norouzi, Punjani, Fleet, "Fast Exact Search in Hamming Space with Multi-Index
   * Hashing", 2014, section 3.2. Differs from the paper: tables take turns by cost, not in order.
   *
   * @param k documents wanted
   * @param expected the k-th distance as the sample has it, -1 if that cannot tell
   * @param limit cost of the other way, above which to give up; infinite for never
   * @param budget entries met after which no further step is begun
   * @return false if it gave up; documents collected may be incomplete then
   */
  static boolean nearest(
      SegmentCodes codes,
      QueryCodes query,
      SegmentEstimate estimate,
      NearestHits hits,
      int k,
      int expected,
      double limit,
      long budget,
      SearchTrace.Leaf trace)
      throws IOException {
    int guess = Math.min(hits.cut(), expected < 0 ? codes.byteLength() : expected);
    boolean foreseen = expected >= 0 && limit < Double.POSITIVE_INFINITY;
    if (foreseen && estimate.isHopeless(guess, limit)) {
      return false;
    }
    double[][][] costs = estimate.nearestCosts(guess);
    if (foreseen && estimate.tablesNanos(costs, guess) > DOUBT * limit) {
      return false;
    }
    BucketBatch batch = new BucketBatch();
    NearestSteps[] steps = new NearestSteps[query.count()];
    for (int c = 0; c < steps.length; c++) {
      TableProbe probe = new TableProbe(codes, query, c, hits, batch, trace);
      steps[c] = new NearestSteps(probe, costs[c]);
    }
    NearestForecast forecast =
        new NearestForecast(codes.byteLength() * Byte.SIZE, steps[0].widths());
    double trial = Math.max(SHORT_TRIAL * limit, TRIAL * (limit - FIRST));
    double spent = 0;
    for (NearestSteps next = last(steps);
        next.complete() < hits.cut() && trace.candidates < budget;
        next = last(steps)) {
      double cost = next.cost();
      if (spent + cost > trial) {
        int distance = expected < 0 ? hits.cut() : Math.min(hits.cut(), expected);
        distance = forecast.distance(hits.keys(), k, next.reached(), distance);
        if (spent + costTo(steps, distance) > limit) {
          return false;
        }
      }
      next.step();
      spent += cost;
    }
    if (last(steps).complete() < hits.cut()) {
      for (NearestSteps each : steps) {
        each.verify(hits.cut());
      }
    }
    trace.strategy = Strategy.TABLES;
    trace.completeTo = Math.min(last(steps).complete(), codes.byteLength() * Byte.SIZE);
    return true;
  }

  /** Of the code that is complete to the least distance. */
  private static NearestSteps last(NearestSteps[] steps) {
    NearestSteps last = steps[0];
    for (NearestSteps other : steps) {
      last = other.complete() < last.complete() ? other : last;
    }
    return last;
  }

  private static double costTo(NearestSteps[] steps, int distance) {
    double sum = 0;
    for (NearestSteps each : steps) {
      sum += each.costTo(distance);
    }
    return sum;
  }
}
