package hashing.search;

import hashing.index.SegmentCodes;
import hashing.probe.ProbeCosts;
import java.io.IOException;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.QueryTimeout;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.TwoPhaseIterator;
import org.apache.lucene.util.BitSetIterator;
import org.apache.lucene.util.FixedBitSet;

/** Searches one segment for a radius: at once, or along with a clause that leads. */
final class RadiusScorerSupplier extends ScorerSupplier {

  private final HammingRadiusQuery query;
  private final Strategy strategy;
  private final LeafReaderContext context;
  private final LeafCodes leaf;
  private final float boost;
  private final QueryTimeout timeout;
  private final long documentCount;

  /** Null for codes in another format. */
  private final SegmentEstimate estimate;

  RadiusScorerSupplier(
      HammingRadiusQuery query,
      Strategy strategy,
      LeafReaderContext context,
      LeafCodes leaf,
      float boost,
      QueryTimeout timeout)
      throws IOException {
    this.query = query;
    this.strategy = strategy;
    this.context = context;
    this.leaf = leaf;
    this.boost = boost;
    this.timeout = timeout;
    this.documentCount =
        leaf.fast() == null ? leaf.documents().cost() : leaf.fast().documentCount();
    this.estimate = leaf.fast() == null ? null : new SegmentEstimate(leaf.fast(), query.codes);
  }

  @Override
  public long cost() {
    return estimate == null ? documentCount : estimate.documentsWithin(query.radius());
  }

  @Override
  public Scorer get(long leadCost) throws IOException {
    SearchTrace.Leaf trace = new SearchTrace.Leaf();
    Scorer scorer = get(leadCost, trace);
    query.trace.add(context, trace);
    return scorer;
  }

  private Scorer get(long leadCost, SearchTrace.Leaf trace) throws IOException {
    if (leaf.fast() == null || strategy == Strategy.FILTER || strategy == Strategy.VERIFY) {
      return verifying(trace);
    }
    double limit = strategy == Strategy.AUTO ? estimate.scanNanos() : Double.POSITIVE_INFINITY;
    TableSearch.RadiusPlan plan =
        TableSearch.plan(leaf.fast(), query.codes, estimate, query.radius(), limit);
    double eager = Math.min(plan.nanos(), estimate.scanNanos());
    if (strategy == Strategy.AUTO && leadCost * ProbeCosts.VERIFY_DOCUMENT < eager) {
      return verifying(trace);
    }
    boolean tables =
        strategy == Strategy.AUTO
            ? plan.nanos() < estimate.scanNanos()
            : strategy == Strategy.TABLES && plan.nanos() < Double.POSITIVE_INFINITY;
    return eager(tables ? plan : null, trace);
  }

  private Scorer eager(TableSearch.RadiusPlan plan, SearchTrace.Leaf trace) throws IOException {
    RadiusHits hits =
        new RadiusHits(query.radius(), context.reader().maxDoc(), new StopCheck(timeout));
    try {
      if (plan == null) {
        BlockScan.run(leaf.fast(), query.codes, hits, trace);
      } else {
        TableSearch.radius(leaf.fast(), query.codes, plan, hits, trace);
      }
    } catch (SearchStoppedException e) {
      return DistanceScorer.stopped(e);
    }
    FixedBitSet dense = hits.dense();
    if (dense != null) {
      trace.documents = dense.cardinality();
      DocIdSetIterator iterator = new BitSetIterator(dense, trace.documents);
      return new DistanceScorer(iterator, () -> distance(iterator.docID()), boost, 0);
    }
    HitList list = hits.list();
    trace.documents = list.docIds().length;
    return DistanceScorer.of(list, boost);
  }

  private int distance(int docId) throws IOException {
    SegmentCodes codes = leaf.fast();
    return query.codes.distance(codes, codes.ordinal(docId), query.radius());
  }

  private Scorer verifying(SearchTrace.Leaf trace) throws IOException {
    trace.strategy = Strategy.VERIFY;
    Verification verification = new Verification(leaf.documents(), leaf.cursor());
    return new DistanceScorer(
        TwoPhaseIterator.asDocIdSetIterator(verification), () -> verification.distance, boost, 0);
  }

  private final class Verification extends TwoPhaseIterator {
    private final CodeCursor cursor;
    private int distance;

    Verification(DocIdSetIterator documents, CodeCursor cursor) {
      super(documents);
      this.cursor = cursor;
    }

    @Override
    public boolean matches() throws IOException {
      int docId = approximation.docID();
      if (leaf.fast() != null) {
        distance = RadiusScorerSupplier.this.distance(docId);
        return distance <= query.radius();
      }
      if (!cursor.advanceExact(docId)) {
        return false;
      }
      distance = query.codes.distance(cursor.code());
      return distance <= query.radius();
    }

    @Override
    public float matchCost() {
      return 4f + query.codes.byteLength() / (float) Long.BYTES * query.codes.count();
    }
  }
}
