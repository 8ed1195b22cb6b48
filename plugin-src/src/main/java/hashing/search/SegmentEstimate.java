package hashing.search;

import hashing.index.CodeBlock;
import hashing.index.CodeSample;
import hashing.index.SegmentCodes;
import hashing.index.SubstringTable;
import hashing.probe.HammingKernel;
import hashing.probe.ProbeCosts;
import hashing.probe.SubstringThresholds;
import java.io.IOException;
import java.util.List;

/** What a segment's sample tells about a query, for the planner. Immutable. */
final class SegmentEstimate {

  private final SegmentCodes codes;
  private final QueryCodes query;

  /** How many codes of the sample are at each distance; empty without a sample. */
  private final int[] histogram;

  private final int sampleSize;

  SegmentEstimate(SegmentCodes codes, QueryCodes query) throws IOException {
    this.codes = codes;
    this.query = query;
    CodeSample sample = codes.sample();
    if (sample == null) {
      histogram = new int[0];
      sampleSize = 0;
      return;
    }
    int bits = codes.wordCount() * Long.SIZE;
    histogram = new int[bits + 1];
    sampleSize = sample.size();
    HammingKernel kernel =
        new HammingKernel(query.words(), codes.columnCount(), CodeBlock.MAX_COUNT);
    for (CodeBlock block : sample.blocks()) {
      int matches = kernel.scan(block.segment, block.offset, block.stride, block.count, bits);
      for (int i = 0; i < matches; i++) {
        histogram[kernel.distance(i)]++;
      }
    }
  }

  double scanNanos() {
    return ProbeCosts.scan(codes.ordinalCount(), codes.wordCount(), query.count());
  }

  /** Documents expected within a radius; without a sample, all. */
  long documentsWithin(int radius) {
    if (sampleSize == 0) {
      return codes.documentCount();
    }
    long within = 1;
    for (int d = 0; d <= radius; d++) {
      within += histogram[d];
    }
    return Math.min(codes.documentCount(), within * codes.documentCount() / sampleSize + 1);
  }

  /** The k-th distance of the sample, which the segment's is not above; -1 if it has fewer. */
  int nearestWithin(int k) {
    int seen = 0;
    for (int d = 0; d < histogram.length; d++) {
      seen += histogram[d];
      if (seen >= k) {
        return d;
      }
    }
    return -1;
  }

  /** Estimated cost of the values at each distance in each table, for one of the query's codes. */
  double[][] shellCosts(int queryCode, double entryNanos) throws IOException {
    List<SubstringTable> tables = codes.tables();
    CodeSample sample = codes.sample();
    int[] bits = new int[tables.size()];
    int[][] histograms = new int[bits.length][];
    for (int t = 0; t < bits.length; t++) {
      bits[t] = tables.get(t).bits();
      histograms[t] = new int[bits[t] + 1];
      if (sample != null) {
        int own = tables.get(t).key(query.words(queryCode));
        for (int key : sample.keys()[t]) {
          histograms[t][Integer.bitCount(own ^ key)]++;
        }
      }
    }
    return SubstringThresholds.shellCosts(
        bits, histograms, sampleSize, codes.ordinalCount(), entryNanos);
  }
}
