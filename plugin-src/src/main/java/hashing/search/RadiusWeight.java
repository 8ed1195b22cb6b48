package hashing.search;

import java.io.IOException;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.QueryTimeout;
import org.apache.lucene.search.Explanation;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.Weight;

/** Finds what a {@link HammingRadiusQuery} asks for, segment by segment. */
final class RadiusWeight extends Weight {
  private final String field;
  private final QueryCodes codes;
  private final int radius;
  private final float boost;
  private final QueryTimeout timeout;
  private final SearchTrace trace;

  RadiusWeight(
      Query query,
      String field,
      QueryCodes codes,
      int radius,
      float boost,
      QueryTimeout timeout,
      SearchTrace trace) {
    super(query);
    this.field = field;
    this.codes = codes;
    this.radius = radius;
    this.boost = boost;
    this.timeout = timeout;
    this.trace = trace;
  }

  @Override
  public ScorerSupplier scorerSupplier(LeafReaderContext context) throws IOException {
    LeafCodes leaf = LeafCodes.of(context.reader(), field);
    return leaf == null
        ? null
        : new RadiusSearch(leaf, codes, radius, boost, new Stop(timeout), context.ord, trace);
  }

  @Override
  public Explanation explain(LeafReaderContext context, int docId) throws IOException {
    LeafCodes leaf = LeafCodes.of(context.reader(), field);
    int distance = leaf == null ? -1 : new Distances(codes, leaf).of(docId);
    return Explanations.of(
        context,
        docId,
        field,
        codes,
        boost,
        distance >= 0 && distance <= radius,
        "lies within distance " + radius);
  }

  /** Not where a search may be ended early: a cache would keep what was found by then. */
  @Override
  public boolean isCacheable(LeafReaderContext context) {
    return timeout == null;
  }
}
