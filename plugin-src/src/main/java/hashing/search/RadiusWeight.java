package hashing.search;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.QueryTimeout;
import org.apache.lucene.search.ConstantScoreScorerSupplier;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.Explanation;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.Weight;

/**
 * Matches and scores of a {@link HammingRadiusQuery}. Where no scores are asked for, documents go
 * into bit sets in bulk and distances are forgotten.
 */
final class RadiusWeight extends Weight {

  private final HammingRadiusQuery query;
  private final QueryTimeout timeout;
  private final ScoreMode scoreMode;
  private final float boost;

  /** By segment, so that partitions of one share its search. */
  private final Map<LeafReaderContext, SegmentRadius> segments = new ConcurrentHashMap<>();

  RadiusWeight(HammingRadiusQuery query, QueryTimeout timeout, ScoreMode scoreMode, float boost) {
    super(query);
    this.query = query;
    this.timeout = timeout;
    this.scoreMode = scoreMode;
    this.boost = boost;
  }

  @Override
  public ScorerSupplier scorerSupplier(LeafReaderContext context) throws IOException {
    LeafCodes leaf = query.leafCodes(context);
    if (leaf == null) {
      return null;
    }
    RadiusScorerSupplier supplier =
        new RadiusScorerSupplier(
            query, context, leaf, segment(context, leaf), scoreMode, boost, timeout);
    return scoreMode.needsScores()
        ? supplier
        : new ConstantScoreScorerSupplier(0f, scoreMode, context.reader().maxDoc()) {
          @Override
          public DocIdSetIterator iterator(long leadCost) throws IOException {
            return supplier.documents(leadCost);
          }

          @Override
          public long cost() {
            return supplier.cost();
          }
        };
  }

  /** A segment's search, null if its codes are in another format. */
  private SegmentRadius segment(LeafReaderContext context, LeafCodes leaf) throws IOException {
    if (leaf.fast() == null) {
      return null;
    }
    SegmentRadius known = segments.get(context);
    if (known != null) {
      return known;
    }
    SegmentRadius made =
        new SegmentRadius(
            leaf.fast(),
            query.codes,
            context.reader().maxDoc(),
            scoreMode.needsScores(),
            query.memory());
    SegmentRadius other = segments.putIfAbsent(context, made);
    return other == null ? made : other;
  }

  @Override
  public Explanation explain(LeafReaderContext context, int doc) throws IOException {
    return query.explain(query.code(context, doc), boost);
  }

  /**
   * Never: a query cache fills itself where neither a timeout nor a cancellation can be reported,
   * and codes asked for seldom come again.
   */
  @Override
  public boolean isCacheable(LeafReaderContext context) {
    return false;
  }

  /**
   * Counts where no document is hidden or deleted and where many match, from a scan that looks at
   * no document. A conjunction asks too, although it may not need the answer.
   */
  @Override
  public int count(LeafReaderContext context) throws IOException {
    if (context.reader().getLiveDocs() != null) {
      return super.count(context);
    }
    LeafCodes leaf = query.leafCodes(context);
    if (leaf == null) {
      return 0;
    } else if (leaf.fast() == null) {
      return super.count(context);
    }
    try {
      return segment(context, leaf).count(query.radius(), new StopCheck(timeout));
    } catch (SearchStoppedException e) {
      // The scorer will tell.
      return super.count(context);
    }
  }
}
