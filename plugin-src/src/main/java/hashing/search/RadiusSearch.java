package hashing.search;

import hashing.index.CodeBlock;
import hashing.index.CodeSample;
import hashing.index.SegmentCodes;
import hashing.probe.HammingKernel;
import hashing.probe.ProbeCosts;
import hashing.probe.ProbePlan;
import hashing.search.SearchTrace.Entry.Strategy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.TwoPhaseIterator;
import org.apache.lucene.util.DocIdSetBuilder;

/** Finds the documents of one segment within a radius, in the cheapest way. Not thread-safe. */
final class RadiusSearch extends ScorerSupplier {
  private final LeafCodes leaf;
  private final SegmentCodes segment;
  private final QueryCodes query;
  private final int radius;
  private final float boost;
  private final Stop stop;
  private final int ord;
  private final SearchTrace trace;
  private final SearchTrace.Entry entry = new SearchTrace.Entry();
  private long cost = -1;

  RadiusSearch(
      LeafCodes leaf,
      QueryCodes query,
      int radius,
      float boost,
      Stop stop,
      int ord,
      SearchTrace trace) {
    this.leaf = leaf;
    this.segment = leaf.segment();
    this.query = query;
    this.radius = radius;
    this.boost = boost;
    this.stop = stop;
    this.ord = ord;
    this.trace = trace;
  }

  /** Documents that are expected to match. */
  @Override
  public long cost() {
    if (cost < 0) {
      try {
        cost = estimate();
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
    return cost;
  }

  private long estimate() throws IOException {
    CodeSample sample = segment == null ? null : segment.sample();
    if (sample == null) {
      return leaf.documentCount();
    }
    int[] indices = new int[CodeBlock.MAX_COUNT];
    int[] distances = new int[CodeBlock.MAX_COUNT];
    long within = 0;
    for (CodeBlock block : sample.blocks()) {
      for (int q = 0; q < query.count(); q++) {
        within +=
            HammingKernel.scan(
                block.segment,
                block.offset,
                block.stride,
                block.count,
                query.words(q),
                radius,
                indices,
                distances);
      }
    }
    long documents = leaf.documentCount();
    return Math.clamp(within * documents / sample.size(), 1, documents);
  }

  @Override
  public Scorer get(long leadCost) throws IOException {
    double scan =
        segment == null
            ? Double.POSITIVE_INFINITY
            : ProbeCosts.scan(segment.ordinalCount(), segment.wordCount()) * query.count();
    double documents = Math.min(leadCost, leaf.documentCount()) * ProbeCosts.DOCUMENT;
    if (documents < Math.min(scan, cheapestTables(scan)) || segment == null) {
      return eachDocument();
    }
    DocIdSetBuilder found = new DocIdSetBuilder(leaf.maxDoc());
    CodeSink sink = new Documents(found);
    List<TableSearch> searches = new ArrayList<>();
    List<ProbePlan> plans = new ArrayList<>();
    if (plan(searches, plans, scan) < scan) {
      entry.strategy = Strategy.TABLES;
      for (int i = 0; i < plans.size(); i++) {
        searches.get(i).radius(plans.get(i), radius, sink);
      }
    } else {
      entry.strategy = Strategy.SCAN;
      CodeScan.run(segment, query, sink, stop, entry);
    }
    trace.add(ord, entry);
    return new DistanceScorer(found.build().iterator());
  }

  /**
   * Adds a grown plan for each code; infinite if they cost more than the limit or have no tables.
   */
  private double plan(List<TableSearch> searches, List<ProbePlan> plans, double limit)
      throws IOException {
    if (segment == null || segment.tables().isEmpty()) {
      return Double.POSITIVE_INFINITY;
    }
    double total = 0;
    for (int q = 0; q < query.count() && total < limit; q++) {
      TableSearch search = new TableSearch(segment, query.only(q), stop, entry);
      ProbePlan plan = search.plan(ProbeCosts.CHAIN_CHECK);
      total += plan.growTo(radius, limit - total);
      searches.add(search);
      plans.add(plan);
    }
    return total;
  }

  private double cheapestTables(double limit) throws IOException {
    return plan(new ArrayList<>(), new ArrayList<>(), limit);
  }

  private Scorer eachDocument() throws IOException {
    entry.strategy = segment == null ? Strategy.GENERIC : Strategy.EACH_DOCUMENT;
    entry.complete = radius;
    trace.add(ord, entry);
    Distances distances = new Distances(query, leaf);
    DocIdSetIterator documents = leaf.documents();
    TwoPhaseIterator within =
        new TwoPhaseIterator(documents) {
          @Override
          public boolean matches() throws IOException {
            int distance = distances.of(documents.docID());
            return distance >= 0 && distance <= radius;
          }

          @Override
          public float matchCost() {
            return query.wordCount() * query.count() + 4;
          }
        };
    return new DistanceScorer(within);
  }

  /** Gathers the documents of codes. */
  private final class Documents implements CodeSink {
    private final DocIdSetBuilder found;

    Documents(DocIdSetBuilder found) {
      this.found = found;
    }

    @Override
    public int cut() {
      return radius;
    }

    @Override
    public void accept(int ordinal, int distance) throws IOException {
      int first = segment.firstPosting(ordinal);
      int end = segment.firstPosting(ordinal + 1);
      DocIdSetBuilder.BulkAdder adder = found.grow(end - first);
      for (int i = first; i < end; i++) {
        adder.add(segment.posting(i));
      }
    }
  }

  /** Scores by a distance that is worked out when it is asked for. */
  private final class DistanceScorer extends Scorer {
    private final TwoPhaseIterator twoPhase;
    private final DocIdSetIterator iterator;
    private final Distances distances;

    DistanceScorer(DocIdSetIterator iterator) throws IOException {
      this(null, iterator == null ? DocIdSetIterator.empty() : iterator);
    }

    DistanceScorer(TwoPhaseIterator twoPhase) throws IOException {
      this(twoPhase, TwoPhaseIterator.asDocIdSetIterator(twoPhase));
    }

    private DistanceScorer(TwoPhaseIterator twoPhase, DocIdSetIterator iterator)
        throws IOException {
      this.twoPhase = twoPhase;
      this.iterator = iterator;
      this.distances = new Distances(query, leaf);
    }

    @Override
    public int docID() {
      return iterator.docID();
    }

    @Override
    public DocIdSetIterator iterator() {
      return iterator;
    }

    @Override
    public TwoPhaseIterator twoPhaseIterator() {
      return twoPhase;
    }

    @Override
    public float score() throws IOException {
      return Scores.of(distances.of(docID()), boost);
    }

    @Override
    public float getMaxScore(int upTo) {
      return boost;
    }
  }
}
