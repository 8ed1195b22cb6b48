package hashing.search;

import hashing.index.CodeBlock;
import hashing.index.CodeSample;
import hashing.index.SegmentCodes;
import hashing.probe.HammingKernel;
import hashing.probe.ProbeCosts;
import hashing.probe.ProbePlan;
import hashing.search.SearchTrace.Entry.Strategy;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.QueryTimeout;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.Weight;
import org.apache.lucene.search.join.BitSetProducer;
import org.apache.lucene.util.BitSet;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.FixedBitSet;

/**
 * The k nearest of one segment. One for a query; segments may be searched at once.
 *
 * @param filter what else documents must match, null if nothing
 * @param parents the parents whose children are searched, null if documents stand for themselves
 * @param bound largest distance of interest, lowered as segments are searched
 * @param timeout null if there is none
 */
record NearestSearch(
    String field,
    QueryCodes query,
    int k,
    Weight filter,
    BitSetProducer parents,
    AtomicInteger bound,
    QueryTimeout timeout,
    SearchTrace trace) {

  private static final long[] NOTHING = {};

  /**
   * The segment's documents that may be among the k, nearest first, as {@link NearestSet} has them.
   */
  long[] search(LeafReaderContext context) throws IOException {
    LeafCodes codes = LeafCodes.of(context.reader(), field);
    if (codes == null) {
      return NOTHING;
    }
    ScorerSupplier filtered = filter == null ? null : filter.scorerSupplier(context);
    if (filter != null && filtered == null) {
      return NOTHING;
    }
    NearestSet nearest = nearestSet(context, codes);
    if (nearest == null) {
      return NOTHING;
    }
    SearchTrace.Entry entry = new SearchTrace.Entry();
    Stop stop = new Stop(timeout);
    SegmentCodes segment = codes.segment();
    NearestSink sink;
    if (segment == null) {
      sink = new NearestSink(null, null, nearest, bound);
      each(codes, filtered, sink, stop, entry, Strategy.GENERIC);
    } else if (filtered != null
        && filtered.cost() * ProbeCosts.DOCUMENT * query.count() < scanCost(segment)) {
      sink = new NearestSink(null, null, nearest, bound);
      each(codes, filtered, sink, stop, entry, Strategy.FILTER);
    } else {
      Bits accepted = accepted(codes, filtered);
      sink = new NearestSink(segment, accepted, nearest, bound);
      if (accepted == null && parents == null) {
        seed(segment, sink);
      }
      all(segment, sink, stop, entry);
    }
    trace.add(context.ord, entry);
    return sink.sorted();
  }

  private double scanCost(SegmentCodes segment) {
    return ProbeCosts.scan(segment.ordinalCount(), segment.wordCount()) * query.count();
  }

  private NearestSet nearestSet(LeafReaderContext context, LeafCodes codes) throws IOException {
    if (parents == null) {
      return new NearestDocuments(k, codes.documentCount());
    }
    BitSet bits = parents.getBitSet(context);
    return bits == null ? null : new NearestParents(k, bits);
  }

  /** Asks each document of the filter, or each that has a code. */
  private void each(
      LeafCodes codes,
      ScorerSupplier filtered,
      NearestSink sink,
      Stop stop,
      SearchTrace.Entry entry,
      Strategy strategy)
      throws IOException {
    entry.strategy = strategy;
    DocIdSetIterator documents =
        filtered == null ? codes.documents() : filtered.get(filtered.cost()).iterator();
    Bits live = codes.liveDocs();
    Distances distances = new Distances(query, codes);
    while (documents.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
      int docId = documents.docID();
      entry.candidates++;
      if (live == null || live.get(docId)) {
        int distance = distances.of(docId);
        if (distance >= 0) {
          entry.verified++;
          sink.offer(docId, distance);
        }
      }
      if (stop.after(1)) {
        return;
      }
    }
    entry.complete = sink.cut();
  }

  /** Documents that are live and pass the filter, null if all are. */
  private static Bits accepted(LeafCodes codes, ScorerSupplier filtered) throws IOException {
    Bits live = codes.liveDocs();
    if (filtered == null) {
      return live;
    }
    FixedBitSet passed = new FixedBitSet(codes.maxDoc());
    passed.or(filtered.get(Long.MAX_VALUE).iterator());
    if (live == null) {
      return passed;
    }
    return new Bits() {
      @Override
      public boolean get(int index) {
        return passed.get(index) && live.get(index);
      }

      @Override
      public int length() {
        return passed.length();
      }
    };
  }

  /**
   * Lowers the cut to the k-th distance in the segment's sample: each of its codes has a document.
   */
  private void seed(SegmentCodes segment, NearestSink sink) throws IOException {
    CodeSample sample = segment.sample();
    if (sample == null || sample.size() < k) {
      return;
    }
    int[] found = new int[sample.size()];
    int count = 0;
    int[] indices = new int[CodeBlock.MAX_COUNT];
    int[] distances = new int[CodeBlock.MAX_COUNT];
    for (CodeBlock block : sample.blocks()) {
      int within =
          HammingKernel.scan(
              block.segment,
              block.offset,
              block.stride,
              block.count,
              query.words(0),
              sink.cut(),
              indices,
              distances);
      System.arraycopy(distances, 0, found, count, within);
      count += within;
    }
    if (count >= k) {
      Arrays.sort(found, 0, count);
      sink.know(found[k - 1]);
    }
  }

  private void all(SegmentCodes segment, NearestSink sink, Stop stop, SearchTrace.Entry entry)
      throws IOException {
    entry.strategy = Strategy.SCAN;
    if (!segment.tables().isEmpty() && query.count() == 1) {
      TableSearch tables = new TableSearch(segment, query, stop, entry);
      ProbePlan plan = tables.plan(ProbeCosts.VERIFY);
      if (plan.nextCost(plan.cheapest()) < scanCost(segment)) {
        entry.strategy = Strategy.TABLES;
        if (tables.nearest(plan, sink)) {
          return;
        }
        entry.strategy = Strategy.TABLES_THEN_SCAN;
        sink.restart();
      }
    }
    CodeScan.run(segment, query, sink, stop, entry);
  }
}
