package hashing.search;

import hashing.probe.ProbeCosts;
import java.io.IOException;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.QueryTimeout;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.TwoPhaseIterator;

/**
 * Searches one segment for a radius: at once, along with a clause that leads, or, where the best
 * documents are wanted and no other clause scores, when the first one is asked for, within what the
 * segments before have left of the radius.
 */
final class RadiusScorerSupplier extends ScorerSupplier {

  private final HammingRadiusQuery query;
  private final LeafReaderContext context;
  private final LeafCodes leaf;
  private final ScoreMode scoreMode;
  private final float boost;
  private final QueryTimeout timeout;
  private final long cost;

  /** Null for codes in another format. */
  private final SegmentRadius segment;

  private boolean alone;

  RadiusScorerSupplier(
      HammingRadiusQuery query,
      LeafReaderContext context,
      LeafCodes leaf,
      SegmentRadius segment,
      ScoreMode scoreMode,
      float boost,
      QueryTimeout timeout)
      throws IOException {
    this.query = query;
    this.context = context;
    this.leaf = leaf;
    this.segment = segment;
    this.scoreMode = scoreMode;
    this.boost = boost;
    this.timeout = timeout;
    this.cost = segment == null ? leaf.cost() : segment.documentsWithin(query.radius());
  }

  @Override
  public void setTopLevelScoringClause() {
    alone = true;
  }

  @Override
  public long cost() {
    return cost;
  }

  @Override
  public Scorer get(long leadCost) throws IOException {
    if (verifies(leadCost)) {
      Verification verification = verification();
      return new DistanceScorer(
          TwoPhaseIterator.asDocIdSetIterator(verification),
          verification,
          boost,
          0,
          query.radius());
    }
    if (alone && scoreMode == ScoreMode.TOP_SCORES) {
      LazyCursor cursor = new LazyCursor(this::lazily, query.radius(), cost);
      return new DistanceScorer(cursor, cursor, boost, 0, query.radius());
    }
    try {
      return DistanceScorer.of(search(query.radius()), boost, query.radius());
    } catch (SearchStoppedException e) {
      return DistanceScorer.stopped(e, context.reader());
    }
  }

  /** The documents alone; unwraps to a two-phase iterator where another clause leads. */
  DocIdSetIterator documents(long leadCost) throws IOException {
    if (verifies(leadCost)) {
      return TwoPhaseIterator.asDocIdSetIterator(verification());
    }
    if (query.radius() == query.bitCount()) {
      return leaf.documents();
    }
    try {
      return search(query.radius()).documents();
    } catch (SearchStoppedException e) {
      return new StoppedCursor(e, context.reader());
    }
  }

  private boolean verifies(long leadCost) throws IOException {
    return switch (query.strategy()) {
      case FILTER, VERIFY -> true;
      case AUTO ->
          segment == null || leadCost * ProbeCosts.VERIFY_DOCUMENT < segment.nanos(query.radius());
      default -> segment == null;
    };
  }

  private NearDocuments search(int radius) throws IOException {
    SegmentRadius.Found found = segment.search(radius, query.strategy(), new StopCheck(timeout));
    query.trace.add(context, found.trace());
    return found.documents();
  }

  private NearDocuments lazily(int radius) throws IOException {
    try {
      return search(radius);
    } catch (SearchStoppedException e) {
      throw StopCheck.stopped(e, context.reader());
    }
  }

  private Verification verification() throws IOException {
    SearchTrace.Leaf trace = new SearchTrace.Leaf();
    trace.strategy = Strategy.VERIFY;
    query.trace.add(context, trace);
    return new Verification(
        leaf, query.codes, query.radius(), context.reader(), new StopCheck(timeout));
  }
}
