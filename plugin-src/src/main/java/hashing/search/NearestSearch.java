package hashing.search;

import hashing.index.SegmentCodes;
import hashing.probe.ProbeCosts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.QueryTimeout;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.BitSet;
import org.apache.lucene.util.BitSetIterator;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.FixedBitSet;

/**
 * One run of a k-nearest query over a searcher's segments. Segments share an upper bound of the
 * k-th distance, which is inclusive: a document at that distance may still come in by its place.
 */
final class NearestSearch {

  /** Documents of a filter taken between two questions whether to go on. */
  private static final int FILTER_WINDOW = 1 << 13;

  /** What filtered documents cost, verified one by one, that are not worth a look at tables. */
  private static final double TRY_NANOS = 100_000;

  private final HammingKnnQuery query;
  private final IndexSearcher searcher;
  private final QueryTimeout timeout;
  private final AtomicInteger bound;
  private Weight filter;

  /**
   * @param leaves each segment's documents, null if it has none; null if the search was stopped
   * @param stopped null if the search is complete
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Result(HitList[] leaves, SearchStoppedException stopped) {}

  NearestSearch(HammingKnnQuery query, IndexSearcher searcher) {
    this.query = query;
    this.searcher = searcher;
    this.timeout = searcher.getTimeout();
    this.bound = new AtomicInteger(query.maxDistance());
  }

  Result run() throws IOException {
    try {
      if (query.filter() != null) {
        filter =
            searcher.createWeight(
                searcher.rewrite(query.filter()), ScoreMode.COMPLETE_NO_SCORES, 1f);
      }
      return new Result(merge(leaves()), null);
    } catch (RuntimeException e) {
      // A filter's reader may ask on its own and throw what only the searcher understands, which
      // will throw the same again as soon as it moves a scorer.
      if (StopCheck.isStop(e, timeout)) {
        return new Result(null, new SearchStoppedException(e));
      }
      throw e;
    }
  }

  /** Each segment's keys. */
  private long[][] leaves() throws IOException {
    List<LeafReaderContext> contexts = new ArrayList<>(searcher.getIndexReader().leaves());
    long[][] keys = new long[contexts.size()][];
    // The largest one first: it lowers the bound most.
    contexts.sort(Comparator.comparingInt(context -> -context.reader().maxDoc()));
    List<Callable<Void>> tasks = new ArrayList<>();
    for (LeafReaderContext context : contexts) {
      tasks.add(() -> {
        keys[context.ord] = leaf(context);
        return null;
      });
    }
    searcher.getTaskExecutor().invokeAll(tasks);
    return keys;
  }

  private long[] leaf(LeafReaderContext context) throws IOException {
    LeafCodes codes = query.leafCodes(context);
    if (codes == null) {
      return new long[0];
    }
    BitSet parents = query.parents() == null ? null : query.parents().getBitSet(context);
    ScorerSupplier accepted = filter == null ? null : filter.scorerSupplier(context);
    if ((query.parents() != null && parents == null) || (filter != null && accepted == null)) {
      return new long[0];
    }
    StopCheck stop = new StopCheck(timeout);
    SearchTrace.Leaf trace = new SearchTrace.Leaf();
    long[] keys;
    NearestPlan plan = byDocument(codes, accepted) ? null : plan(codes.fast(), accepted);
    if (plan == null) {
      DocIdSetIterator documents =
          accepted == null ? codes.documents() : accepted.get(Long.MAX_VALUE).iterator();
      NearestHits hits = hits(codes, parents, null, stop);
      verifyAll(codes, documents, hits, trace);
      keys = hits.keys();
    } else {
      FixedBitSet bits = accepted == null ? null : bits(accepted, context.reader().maxDoc(), stop);
      double filterFirst =
          accepted == null || query.strategy() != Strategy.AUTO
              ? Double.POSITIVE_INFINITY
              : filterNanos(accepted);
      keys = byCode(codes, plan, parents, bits, filterFirst, budget(context), stop, trace);
    }
    trace.documents = keys.length;
    query.trace.add(context, trace);
    return keys;
  }

  private boolean byDocument(LeafCodes codes, ScorerSupplier accepted) {
    return codes.fast() == null
        || query.strategy() == Strategy.FILTER
        || query.strategy() == Strategy.AUTO
            && accepted != null
            && filterNanos(accepted) < TRY_NANOS;
  }

  /** Null where the filter's documents are better verified one by one. */
  private NearestPlan plan(SegmentCodes codes, ScorerSupplier accepted) throws IOException {
    double share =
        accepted == null
            ? 1
            : Math.clamp((double) accepted.cost() / Math.max(1, codes.documentCount()), 1e-9, 1);
    NearestPlan plan = new NearestPlan(query, codes, share);
    if (query.strategy() == Strategy.AUTO && accepted != null) {
      double nanos = filterNanos(accepted);
      double bits = accepted.cost() * ProbeCosts.FILTER_BIT;
      return nanos < bits + plan.nanos(nanos) ? null : plan;
    }
    return plan;
  }

  private static double filterNanos(ScorerSupplier accepted) {
    return accepted.cost() * ProbeCosts.VERIFY_DOCUMENT;
  }

  private long[] byCode(
      LeafCodes codes,
      NearestPlan plan,
      BitSet parents,
      FixedBitSet bits,
      double filterFirst,
      long budget,
      StopCheck stop,
      SearchTrace.Leaf trace)
      throws IOException {
    SegmentCodes fast = codes.fast();
    NearestHits hits = hits(codes, parents, bits, stop);
    boolean all = codes.liveDocs() == null && bits == null && parents == null;
    if (all && plan.bound() >= 0) {
      hits.lowerCut(plan.bound());
    }
    double other = Math.min(filterFirst, plan.scanNanos());
    if (byTables(fast, hits, plan, other, budget, trace)) {
      return hits.keys();
    } else if (filterFirst <= other) {
      verifyAll(codes, new BitSetIterator(bits, bits.length()), hits, trace);
      return hits.keys();
    } else if (parents != null) {
      // Threads might each hold another child of one parent.
      BlockScan.run(fast, query.codes, hits, trace);
      return hits.keys();
    }
    long[] keys =
        SplitScan.run(
            fast,
            query.codes,
            () -> hits(codes, null, bits, new StopCheck(timeout)),
            searcher.getTaskExecutor(),
            trace);
    trace.completeTo = bound.get();
    // Each thread held so many.
    Arrays.sort(keys);
    return Arrays.copyOf(keys, Math.min(keys.length, query.k()));
  }

  private NearestHits hits(LeafCodes codes, BitSet parents, Bits accepted, StopCheck stop) {
    return parents == null
        ? new NearestHits(query.k(), bound, codes.liveDocs(), accepted, stop)
        : new NearestParents(query.k(), parents, bound, codes.liveDocs(), accepted, stop);
  }

  private static FixedBitSet bits(ScorerSupplier accepted, int maxDoc, StopCheck stop)
      throws IOException {
    FixedBitSet bits = new FixedBitSet(maxDoc);
    DocIdSetIterator documents = accepted.get(Long.MAX_VALUE).iterator();
    int doc = documents.nextDoc();
    while (doc != DocIdSetIterator.NO_MORE_DOCS) {
      int upTo = Math.min(maxDoc, doc + FILTER_WINDOW);
      documents.intoBitSet(upTo, bits, 0);
      stop.tick(upTo - doc);
      doc = documents.docID();
    }
    return bits;
  }

  private void verifyAll(
      LeafCodes codes, DocIdSetIterator documents, NearestHits hits, SearchTrace.Leaf trace)
      throws IOException {
    trace.strategy = codes.fast() == null ? Strategy.GENERIC : Strategy.FILTER;
    CodeCursor cursor = codes.cursor();
    for (int doc = documents.nextDoc();
        doc != DocIdSetIterator.NO_MORE_DOCS;
        doc = documents.nextDoc()) {
      hits.stop.tick(query.codes.count());
      if (hits.accepts(doc) && cursor.advanceExact(doc)) {
        trace.verified++;
        int distance = query.codes.distance(cursor.code());
        if (distance <= hits.cut()) {
          hits.collect(doc, distance);
        }
      }
    }
    trace.completeTo = hits.cut();
  }

  /** The segment's share of the query's budget. */
  private long budget(LeafReaderContext context) {
    if (query.budget() == HammingKnnQuery.NO_BUDGET) {
      return query.budget();
    }
    double share = (double) context.reader().maxDoc() / searcher.getIndexReader().maxDoc();
    return (long) Math.ceil(share * query.budget());
  }

  /**
   * Searches the tables; false if another way is needed, and the collector is empty then.
   *
   * @param other cost of the cheapest other way
   */
  private boolean byTables(
      SegmentCodes codes,
      NearestHits hits,
      NearestPlan plan,
      double other,
      long budget,
      SearchTrace.Leaf trace)
      throws IOException {
    if (plan.isSmall() || query.strategy() == Strategy.SCAN || codes.tables().isEmpty()) {
      return false;
    }
    double limit = query.strategy() == Strategy.TABLES ? Double.POSITIVE_INFINITY : other;
    if (TableSearch.nearest(
        codes,
        query.codes,
        plan.estimate(),
        hits,
        query.k(),
        plan.expected(),
        limit,
        budget,
        trace)) {
      return true;
    }
    hits.clear();
    return false;
  }

  /** The k nearest of all segments, by segment. */
  private HitList[] merge(long[][] keys) {
    List<LeafReaderContext> contexts = searcher.getIndexReader().leaves();
    long[] all = new long[Arrays.stream(keys).mapToInt(leaf -> leaf.length).sum()];
    int size = 0;
    for (int ord = 0; ord < keys.length; ord++) {
      for (long key : keys[ord]) {
        int docId = NearestHits.docId(key) + contexts.get(ord).docBase;
        all[size++] = NearestHits.key(docId, NearestHits.distance(key));
      }
    }
    Arrays.sort(all);
    long worst = size == 0 ? -1 : all[Math.min(query.k(), size) - 1];
    HitList[] lists = new HitList[keys.length];
    for (int ord = 0; ord < keys.length; ord++) {
      lists[ord] = list(keys[ord], contexts.get(ord).docBase, worst);
    }
    return lists;
  }

  /** The documents not behind the last one of all, null if there are none. */
  private static HitList list(long[] keys, int docBase, long worst) {
    // Distance and document change places, to sort by document.
    long[] chosen =
        Arrays.stream(keys)
            .filter(key -> key + docBase <= worst)
            .map(key -> Long.rotateLeft(key, Integer.SIZE))
            .sorted()
            .toArray();
    if (chosen.length == 0) {
      return null;
    }
    int[] docIds = new int[chosen.length];
    int[] distances = new int[chosen.length];
    for (int i = 0; i < chosen.length; i++) {
      docIds[i] = (int) (chosen[i] >>> Integer.SIZE);
      distances[i] = (int) chosen[i];
    }
    return new HitList(docIds, distances);
  }
}
