package hashing.search;

import hashing.index.CodeBlock;
import hashing.index.CodeSample;
import hashing.index.SegmentCodes;
import hashing.index.SubstringTable;
import hashing.probe.HammingKernel;
import hashing.probe.ProbeCosts;
import hashing.probe.SubstringEnumerator;
import hashing.probe.SubstringHistogram;
import hashing.probe.SubstringThresholds;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** What a segment's sample tells about a query, for the planner. Immutable. */
final class SegmentEstimate {

  /**
   * Substrings are compared for one code of the segment in so many, so that planning takes a small
   * share of a small segment's scan.
   */
  private static final int CODES_FOR_SUBSTRING = 256;

  private static final int LEAST_SUBSTRINGS = 512;

  /** Codes of the sample that must lie within a distance for it to be more than a guess. */
  private static final int TRUSTED = 8;

  private final SegmentCodes codes;
  private final QueryCodes query;
  private final CodeSample sample;

  SegmentEstimate(SegmentCodes codes, QueryCodes query) throws IOException {
    this.codes = codes;
    this.query = query;
    this.sample = codes.sample();
  }

  /** Cost of a scan for the codes within a distance. */
  double scanNanos(int cut) {
    return ProbeCosts.scan(codes.ordinalCount(), codes.columnCount(), query.count(), cut);
  }

  /** Documents expected within a radius; without a sample, all. */
  long documentsWithin(int radius) {
    if (sample == null) {
      return codes.documentCount();
    }
    long within = 1 + Arrays.stream(histogram(radius)).sum();
    return Math.min(codes.documentCount(), within * codes.documentCount() / sample.size() + 1);
  }

  /** How many codes of the sample are at each distance up to {@code most}. */
  private int[] histogram(int most) {
    int[] histogram = new int[most + 1];
    HammingKernel kernel =
        new HammingKernel(query.words(), codes.columnCount(), CodeBlock.MAX_COUNT);
    for (CodeBlock block : sample.blocks()) {
      int matches = kernel.scan(block.segment, block.offset, block.stride, block.count, most);
      for (int i = 0; i < matches; i++) {
        histogram[kernel.distance(i)]++;
      }
    }
    return histogram;
  }

  /** Three eighths of the bits: a distance beyond which tables never pay. */
  static int horizon(SegmentCodes codes) {
    return codes.byteLength() * 3;
  }

  /**
   * What the sample tells of the k-th distance.
   *
   * @param bound the sample's own k-th distance, which the segment's is not above; -1 if unknown
   * @param expected where the segment's is expected, behind {@link #horizon} if it is farther away
   *     than that; -1 if it is nearer than the sample can show
   */
  record Nearest(int bound, int expected) {}

  /**
   * Looks for the k-th distance up to the horizon.
   *
   * @param share of the documents that count, 0 if unknown; they are taken for evenly spread
   */
  Nearest nearest(int k, double share) {
    if (sample == null) {
      return new Nearest(-1, -1);
    }
    int[] histogram = histogram(horizon(codes));
    int bound = first(histogram, k);
    double wanted = share == 0 ? 0 : k / share * sample.size() / codes.documentCount();
    if (wanted < TRUSTED) {
      return new Nearest(bound, -1);
    }
    int expected = first(histogram, (int) Math.ceil(Math.min(wanted, sample.size())));
    return new Nearest(bound, expected < 0 ? histogram.length : expected);
  }

  private static int first(int[] histogram, int wanted) {
    int seen = 0;
    for (int d = 0; d < histogram.length; d++) {
      seen += histogram[d];
      if (seen >= wanted) {
        return d;
      }
    }
    return -1;
  }

  /** What it costs to look up the buckets of all codes within a radius, if they are empty. */
  double leastNanos(int radius) {
    List<SubstringTable> tables = codes.tables();
    double[][] costs = new double[tables.size()][];
    for (int t = 0; t < costs.length; t++) {
      costs[t] = new double[tables.get(t).bits() + 1];
      int bits = tables.get(t).bits();
      Arrays.setAll(costs[t], d -> ProbeCosts.probe(SubstringEnumerator.count(bits, d), 0, 0, 0));
    }
    return query.count() * SubstringThresholds.cost(costs, unvisited(), radius + 1);
  }

  /**
   * Whether tables cost more than a limit to meet all codes within a distance, which takes far less
   * time than to tell what they cost.
   */
  boolean isHopeless(int distance, double limit) {
    return distance > horizon(codes) || leastNanos(distance) > limit;
  }

  /**
   * What it is expected to cost to meet all codes within a distance, from the nearest on.
   *
   * @param costs from {@link #nearestCosts(int)}
   */
  double tablesNanos(double[][][] costs, int distance) {
    double sum = ProbeCosts.TABLES;
    for (double[][] own : costs) {
      sum += SubstringThresholds.cost(own, unvisited(), distance + 1);
    }
    return sum;
  }

  private int[] unvisited() {
    int[] reached = new int[codes.tables().size()];
    Arrays.fill(reached, -1);
    return reached;
  }

  /**
   * Estimated cost of the values at each distance in each table, for all codes within a radius of
   * one of the query's.
   */
  double[][] radiusCosts(int queryCode, int radius) {
    int thresholds = radius / codes.tables().size();
    return shellCosts(queryCode, radius, d -> 2 * thresholds + 1 - d);
  }

  /**
   * The same for the nearest codes of each of the query's.
   *
   * @param distance of the farthest of them, about
   */
  double[][][] nearestCosts(int distance) {
    double[][][] costs = new double[query.count()][][];
    for (int c = 0; c < costs.length; c++) {
      // All tables are visited to about the same distance.
      costs[c] = shellCosts(c, distance, d -> distance - d * (codes.tables().size() - 1));
    }
    return costs;
  }

  /** Beyond what the distance takes in a table codes count as uniform. */
  private double[][] shellCosts(int queryCode, int distance, IntUnaryOperator mostNext) {
    List<SubstringTable> tables = codes.tables();
    int count = tables.size();
    int size =
        sample == null
            ? 0
            : Math.clamp(
                codes.ordinalCount() / CODES_FOR_SUBSTRING,
                Math.min(LEAST_SUBSTRINGS, sample.size()),
                sample.size());
    int[] bits = new int[count];
    int[] own = new int[count];
    long tableBytes = (long) codes.ordinalCount() * Long.BYTES * count;
    for (int t = 0; t < count; t++) {
      bits[t] = tables.get(t).bits();
      own[t] = tables.get(t).key(query.words(queryCode));
      tableBytes += (long) Integer.BYTES << bits[t];
    }
    SubstringHistogram[] histograms = new SubstringHistogram[count];
    for (int t = 0; t < count && size > 0; t++) {
      int next = (t + 1) % count;
      int[] mostNexts = new int[Math.min(bits[t], distance / count + 2) + 1];
      Arrays.setAll(mostNexts, mostNext);
      int[][] keys = sample.keys();
      histograms[t] =
          SubstringHistogram.of(keys[t], own[t], keys[next], own[next], size, mostNexts);
    }
    return SubstringThresholds.shellCosts(
        bits, histograms, size, codes.ordinalCount(), tableBytes, mostNext);
  }
}
