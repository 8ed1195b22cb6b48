package hashing.search;

import hashing.index.CodeSample;
import hashing.index.SegmentCodes;
import hashing.index.SubstringTable;
import hashing.probe.ProbeCosts;
import hashing.probe.ProbePlan;
import hashing.probe.SubstringShell;
import java.io.IOException;
import java.util.List;

/**
 * Finds the codes near one query code through a segment's multi-index tables. Not thread-safe.
 *
 * <p>Source: Norouzi, Punjani, Fleet, "Fast Exact Search in Hamming Space with Multi-Index
 * Hashing", 2014; for a fixed radius also Qin, Xiao, "Pigeonring: A Principle for Faster
 * Thresholded Similarity Search", PVLDB 12(1), 2018: of a code within the radius, some substring
 * within its threshold has a neighbour on the ring such that the two together stay within the two
 * thresholds and one. So most entries are rejected by the neighbour's substring, which lies beside
 * them.
 */
final class TableSearch {
  private final SegmentCodes codes;
  private final List<SubstringTable> tables;
  private final QueryCodes query;
  private final long[] words;
  private final int[] queryKeys;
  private final long[] codeWords;
  private final Stop stop;
  private final SearchTrace.Entry trace;

  TableSearch(SegmentCodes codes, QueryCodes query, Stop stop, SearchTrace.Entry trace) {
    this.codes = codes;
    this.tables = codes.tables();
    this.query = query;
    this.words = query.words(0);
    this.queryKeys = new int[tables.size()];
    this.codeWords = new long[words.length];
    this.stop = stop;
    this.trace = trace;
    for (int table = 0; table < queryKeys.length; table++) {
      queryKeys[table] = tables.get(table).key(words);
    }
  }

  /** A plan with nothing probed yet. */
  ProbePlan plan(double candidateCost) throws IOException {
    CodeSample sample = codes.sample();
    int[] widths = new int[tables.size()];
    for (int table = 0; table < widths.length; table++) {
      widths[table] = tables.get(table).bits();
    }
    return new ProbePlan(queryKeys, widths, sample.keys(), codes.ordinalCount(), candidateCost);
  }

  /**
   * Finds every code within the radius that the plan has grown to; a code may be given twice.
   *
   * @param radius the sink's cut, which stays
   */
  void radius(ProbePlan plan, int radius, CodeSink sink) throws IOException {
    int[] thresholds = plan.thresholds();
    // The rule needs the sum of the thresholds that the frontier stands for, and a second table.
    boolean chained = plan.frontier() == radius && thresholds.length > 1;
    for (int table = 0; table < thresholds.length; table++) {
      int next = (table + 1) % thresholds.length;
      for (int distance = 0; distance <= thresholds[table]; distance++) {
        int slack =
            chained ? thresholds[table] + thresholds[next] + 1 - distance : Integer.MAX_VALUE;
        SubstringShell shell =
            new SubstringShell(queryKeys[table], tables.get(table).bits(), distance);
        for (int key = shell.next(); key >= 0; key = shell.next()) {
          probe(table, key, queryKeys[next], slack, sink);
          if (stop.after(1)) {
            return;
          }
        }
      }
    }
    trace.complete = radius;
  }

  private void probe(int table, int key, int nextKey, int slack, CodeSink sink) throws IOException {
    SubstringTable bucket = tables.get(table);
    int end = bucket.firstEntry(key + 1);
    int first = bucket.firstEntry(key);
    trace.probed++;
    trace.candidates += end - first;
    for (int i = first; i < end; i++) {
      long entry = bucket.entry(i);
      if (Integer.bitCount((int) (entry >>> Integer.SIZE) ^ nextKey) <= slack) {
        verify((int) entry, sink);
      }
      if (stop.after(1)) {
        return;
      }
    }
  }

  private void verify(int ordinal, CodeSink sink) throws IOException {
    trace.verified++;
    int distance = query.distance(codes, ordinal);
    if (distance <= sink.cut()) {
      sink.accept(ordinal, distance);
    }
  }

  /**
   * Grows the plan, the cheapest shell next, until every code within the sink's falling cut was
   * met, each given once.
   *
   * @return false if a scan is cheaper than going on; then the sink may have been given any codes
   */
  boolean nearest(ProbePlan plan, CodeSink sink) throws IOException {
    double spent = 0;
    double scan = ProbeCosts.scan(codes.ordinalCount(), codes.wordCount());
    while (plan.frontier() < sink.cut()) {
      int table = plan.cheapest();
      spent += plan.nextCost(table);
      if (spent > scan) {
        return false;
      }
      int distance = plan.grow(table);
      SubstringShell shell =
          new SubstringShell(queryKeys[table], tables.get(table).bits(), distance);
      for (int key = shell.next(); key >= 0; key = shell.next()) {
        probeOnce(table, key, plan.thresholds(), sink);
        if (stop.stopped()) {
          return true;
        }
      }
    }
    trace.complete = Math.min(plan.frontier(), codes.byteLength() * Byte.SIZE);
    return true;
  }

  private void probeOnce(int table, int key, int[] thresholds, CodeSink sink) throws IOException {
    SubstringTable bucket = tables.get(table);
    int end = bucket.firstEntry(key + 1);
    trace.probed++;
    for (int i = bucket.firstEntry(key); i < end; i++) {
      int ordinal = (int) bucket.entry(i);
      trace.candidates++;
      trace.verified++;
      int distance = query.distance(codes, ordinal);
      if (distance <= sink.cut() && !metBefore(ordinal, table, thresholds)) {
        sink.accept(ordinal, distance);
      }
      if (stop.after(1)) {
        return;
      }
    }
    stop.after(1);
  }

  /** Whether another table's probes have met the code already. */
  private boolean metBefore(int ordinal, int table, int[] thresholds) throws IOException {
    for (int word = 0; word < codeWords.length; word++) {
      codeWords[word] = codes.word(ordinal, word);
    }
    for (int other = 0; other < thresholds.length; other++) {
      if (other != table
          && Integer.bitCount(tables.get(other).key(codeWords) ^ queryKeys[other])
              <= thresholds[other]) {
        return true;
      }
    }
    return false;
  }
}
