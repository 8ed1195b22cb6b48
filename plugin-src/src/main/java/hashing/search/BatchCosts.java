package hashing.search;

import hashing.index.SegmentCodes;
import hashing.index.SubstringTable;
import hashing.probe.ProbeCosts;
import hashing.probe.SubstringThresholds;
import java.io.IOException;
import java.util.Arrays;

/**
 * What a batch of queries costs in a segment, for each of them, as some of them show, and how far
 * its tables have been visited. A step visits one table at one more distance, the cheapest at hand,
 * and raises by one the distance within which all codes have been found. Not thread-safe.
 */
final class BatchCosts {
  /** Nanoseconds of one entry of a bucket, with what is compared of them. */
  static final double ENTRY = 5;

  /** Queries from which costs are estimated. */
  private static final int SAMPLE = 16;

  /** A scan of blocks that several queries share, by one that each reads for itself. */
  private static final double SHARED_SCAN = 0.6;

  private final double[][] shells;
  private final double scanNanos;
  private final int maxDistance;
  private final int[] reached;
  private int complete = -1;

  /** Cost of one step more, of two, and so on, as far as a scan is not cheaper. */
  private double[] ahead;

  private BatchCosts(double[][] shells, double scanNanos, int maxDistance) {
    this.shells = shells;
    this.scanNanos = scanNanos;
    this.maxDistance = maxDistance;
    reached = new int[shells.length];
    Arrays.fill(reached, -1);
    ahead = ahead();
  }

  /**
   * Estimates costs.
   *
   * @param scanNanos cost of a scan for one query; not a number to estimate that too
   */
  static BatchCosts of(BatchLeaf leaf, BatchCodes queries, int k, int maxDistance, double scanNanos)
      throws IOException {
    SegmentCodes codes = leaf.codes();
    // The nearest are mostly within an eighth of the bits where tables pay.
    int guess = Math.min(maxDistance, codes.byteLength());
    double scan =
        Double.isNaN(scanNanos)
            ? SHARED_SCAN * ProbeCosts.scan(codes.ordinalCount(), codes.columnCount(), 1, guess)
            : scanNanos;
    if (codes.tables().isEmpty()) {
      return new BatchCosts(new double[0][], scan, maxDistance);
    }
    int size = Math.min(SAMPLE, queries.count());
    double[][] sum = new double[codes.tables().size()][];
    for (int t = 0; t < sum.length; t++) {
      SubstringTable table = codes.tables().get(t);
      sum[t] = new double[table.bits() + 1];
    }
    for (int i = 0; i < size; i++) {
      QueryCodes query = queries.query((int) ((long) i * queries.count() / size));
      SegmentEstimate estimate = new SegmentEstimate(codes, query);
      double[][] own =
          leaf.wantsAll(k) ? estimate.radiusCosts(0, guess) : estimate.nearestCosts(guess)[0];
      for (int t = 0; t < own.length; t++) {
        for (int d = 0; d < own[t].length; d++) {
          sum[t][d] += own[t][d] / size;
        }
      }
    }
    return new BatchCosts(sum, scan, maxDistance);
  }

  /** Cost of a scan for one query. */
  double scanNanos() {
    return scanNanos;
  }

  /** The distance within which all codes have been found; the largest int if all have. */
  int complete() {
    return complete;
  }

  /** Whether no code can be left that is wanted. */
  boolean isDone() {
    return complete >= maxDistance;
  }

  /** How far each table was visited; not to be written to. */
  int[] reached() {
    return reached;
  }

  /** Bits of each table's substring. */
  int[] widths() {
    return Arrays.stream(shells).mapToInt(costs -> costs.length - 1).toArray();
  }

  /** Steps that are left until nothing more is wanted, so many at most. */
  private int steps(int most) {
    return Math.min(most, maxDistance - complete);
  }

  /** Cost of some steps; infinite where a scan costs less. */
  double nanos(int most) {
    int steps = steps(most);
    return steps <= 0 ? 0 : steps <= ahead.length ? ahead[steps - 1] : Double.POSITIVE_INFINITY;
  }

  /** Cost until all codes within a distance have been found; infinite where a scan costs less. */
  double nanosTo(int distance) {
    return nanos(distance - complete);
  }

  /** Takes some steps. */
  void step(int most) {
    for (int left = steps(most); left > 0; left--) {
      int table = SubstringThresholds.cheapest(shells, reached);
      if (table < 0) {
        complete = Integer.MAX_VALUE;
        break;
      }
      reached[table]++;
      complete++;
    }
    ahead = ahead();
  }

  private double[] ahead() {
    int[] further = reached.clone();
    double[] sums = new double[Math.max(0, steps(Integer.MAX_VALUE))];
    double sum = 0;
    for (int i = 0; i < sums.length; i++) {
      int table = SubstringThresholds.cheapest(shells, further);
      sum += table < 0 ? 0 : shells[table][++further[table]];
      if (sum > scanNanos) {
        return Arrays.copyOf(sums, i);
      }
      sums[i] = sum;
    }
    return sums;
  }
}
