package hashing.search;

import hashing.index.SegmentCodes;
import hashing.probe.ProbeCosts;
import java.io.IOException;

/** What is expected of a segment's nearest codes, and what a scan for them costs. Immutable. */
final class NearestPlan {

  /** A scan that takes longer leaves time for a trial of the tables. */
  private static final double HOME_NANOS = 1_000_000;

  private final SegmentCodes codes;
  private final SegmentEstimate estimate;
  private final SegmentEstimate.Nearest sampled;
  private final int expected;
  private final double scanNanos;
  private final boolean small;

  /**
   * @param share of the segment's documents that count
   */
  NearestPlan(HammingKnnQuery query, SegmentCodes codes, double share) throws IOException {
    this.codes = codes;
    estimate = new SegmentEstimate(codes, query.codes);
    boolean auto = query.strategy() == Strategy.AUTO;
    double scan = scanNanos(query, codes, share, -1);
    small =
        auto && query.budget() == HammingKnnQuery.NO_BUDGET && scan <= ProbeCosts.NEAREST_PLANNING;
    sampled =
        small || query.strategy() == Strategy.SCAN
            ? new SegmentEstimate.Nearest(-1, -1)
            : estimate.nearest(query.k(), query.parents() == null ? share : 0);
    expected =
        auto && !small && sampled.expected() < 0 && scan < HOME_NANOS && hasChoice(share)
            ? home(query, share)
            : sampled.expected();
    scanNanos = expected < 0 ? scan : scanNanos(query, codes, share, expected);
  }

  /**
   * @param expected the k-th distance, -1 if unknown: an eighth of the bits then
   */
  private static double scanNanos(
      HammingKnnQuery query, SegmentCodes codes, double share, int expected) {
    int cut = expected < 0 ? codes.byteLength() : expected;
    return ProbeCosts.scan(codes.ordinalCount(), codes.columnCount(), query.codes.count(), cut)
        + ProbeCosts.collect(codes.documentCount(), share, query.k());
  }

  /** Whether there is another way than a scan: tables, or a filter's documents one by one. */
  private boolean hasChoice(double share) {
    return !codes.tables().isEmpty() || share < 1;
  }

  private int home(HammingKnnQuery query, double share) throws IOException {
    // As many of the sample as are wanted of all: far more of all are as near.
    int most = sampled.bound() < 0 ? SegmentEstimate.horizon(codes) : sampled.bound();
    return new HomeBlocks(codes).expected(query.codes, query.k() / share, most);
  }

  SegmentEstimate estimate() {
    return estimate;
  }

  /** A distance within which k documents are, if all of the segment count; -1 if unknown. */
  int bound() {
    return sampled.bound();
  }

  /** The k-th distance; -1 if unknown. */
  int expected() {
    return expected;
  }

  double scanNanos() {
    return scanNanos;
  }

  /** Whether a scan is so cheap that nothing else was looked at. */
  boolean isSmall() {
    return small;
  }

  /**
   * Cost of the cheaper one of scan and tables; nothing where only a trial can tell what tables
   * cost.
   *
   * @param limit cost above which it is of no interest
   */
  double nanos(double limit) {
    if (small || codes.tables().isEmpty()) {
      return scanNanos;
    } else if (expected < 0) {
      return 0;
    }
    boolean scan = estimate.isHopeless(expected, Math.min(limit, scanNanos));
    return scan
        ? scanNanos
        : Math.min(scanNanos, estimate.tablesNanos(estimate.nearestCosts(expected), expected));
  }
}
