package hashing.search;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.Explanation;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.Weight;
import org.apache.lucene.search.join.BitSetProducer;

/**
 * Matches the {@code k} documents nearest to any of several codes, exactly, over all segments of a
 * searcher; where distances are equal at the k-th place, the first in document order.
 *
 * <p>Documents that the reader hides or has deleted do not count, nor those that the filter does
 * not match. With {@code parents}, parent documents are counted: the k parents with the nearest
 * children match by their nearest child each.
 *
 * <p>The search runs when the weight is made, segments side by side where the searcher has an
 * executor; it takes memory for k documents of each. If the searcher's timeout stops it there is no
 * result, and moving a scorer throws a {@link SearchStoppedException}.
 */
public final class HammingKnnQuery extends HammingQuery {

  static final long NO_BUDGET = Long.MAX_VALUE;

  private final int k;
  private final int maxDistance;
  private final Query filter;
  private final BitSetProducer parents;
  private final Strategy strategy;
  private final long budget;

  /**
   * @param bitCount bits of a code, 1 to 16384
   * @param codes at least one code, {@code byte[ceil(bitCount / 8)]} each; copied
   * @param k documents, or parents, at most; at least 1
   * @param maxDistance 0 to {@code bitCount}, the latter for no limit
   * @param filter may be null
   * @param parents the parent documents of each segment, behind their children; may be null
   * @throws IllegalArgumentException if an argument is out of range; the message names field, what
   *     was found and what is allowed
   */
  public HammingKnnQuery(
      String field,
      int bitCount,
      List<byte[]> codes,
      int k,
      int maxDistance,
      Query filter,
      BitSetProducer parents) {
    this(field, bitCount, codes, k, maxDistance, filter, parents, Strategy.AUTO);
  }

  HammingKnnQuery(
      String field,
      int bitCount,
      List<byte[]> codes,
      int k,
      int maxDistance,
      Query filter,
      BitSetProducer parents,
      Strategy strategy) {
    super(field, bitCount, new QueryCodes(field, bitCount, codes), new SearchTrace());
    this.k = k;
    this.maxDistance = maxDistance;
    this.filter = filter;
    this.parents = parents;
    this.strategy = strategy;
    this.budget = NO_BUDGET;
    if (k < 1) {
      throw invalid("k must be at least 1, found " + k);
    }
    checkDistance("max_distance", maxDistance);
  }

  private HammingKnnQuery(HammingKnnQuery other, Query filter, long budget) {
    super(other.field, other.bitCount, other.codes, other.trace);
    this.k = other.k;
    this.maxDistance = other.maxDistance;
    this.filter = filter;
    this.parents = other.parents;
    this.strategy = other.strategy;
    this.budget = budget;
  }

  /**
   * The same query, but approximate: a segment's tables are visited no further once that many of
   * their entries were met, each segment having its share of them by its documents. What was met
   * counts; the trace has the distance up to which a segment's answer is complete. The step in
   * which the budget ends is finished. Segments without tables, several codes, and filters that few
   * documents pass are searched as ever.
   *
   * @param candidates at least 1
   */
  public HammingKnnQuery withBudget(long candidates) {
    if (candidates < 1) {
      throw invalid("budget must be at least 1, found " + candidates);
    }
    return new HammingKnnQuery(this, filter, candidates);
  }

  /** Candidates in all segments, {@link #NO_BUDGET} for an exact search. */
  long budget() {
    return budget;
  }

  /** Documents, or parents, at most. */
  public int k() {
    return k;
  }

  /** The largest distance that matches, {@link #bitCount} for no limit. */
  public int maxDistance() {
    return maxDistance;
  }

  /** Matches the documents that count, null for all. */
  public Query filter() {
    return filter;
  }

  BitSetProducer parents() {
    return parents;
  }

  Strategy strategy() {
    return strategy;
  }

  @Override
  public Query rewrite(IndexSearcher searcher) throws IOException {
    if (filter == null) {
      return this;
    }
    Query rewritten = filter.rewrite(searcher);
    if (rewritten instanceof MatchNoDocsQuery) {
      return rewritten;
    } else if (rewritten instanceof MatchAllDocsQuery) {
      return new HammingKnnQuery(this, null, budget);
    }
    return rewritten.equals(filter) ? this : new HammingKnnQuery(this, rewritten, budget);
  }

  @Override
  public Weight createWeight(IndexSearcher searcher, ScoreMode scoreMode, float boost)
      throws IOException {
    trace.clear();
    NearestSearch.Result result = new NearestSearch(this, searcher).run();
    return new Weight(this) {
      @Override
      public ScorerSupplier scorerSupplier(LeafReaderContext context) {
        if (result.stopped() != null) {
          return new DefaultScorerSupplier(
              DistanceScorer.stopped(result.stopped(), context.reader()));
        }
        HitList hits = result.leaves()[context.ord];
        return hits == null
            ? null
            : new DefaultScorerSupplier(DistanceScorer.of(hits, boost, maxDistance));
      }

      @Override
      public Explanation explain(LeafReaderContext context, int doc) throws IOException {
        if (result.stopped() != null) {
          throw new SearchStoppedException(result.stopped());
        }
        return HammingKnnQuery.this.explain(
            code(context, doc), result.leaves()[context.ord], doc, boost);
      }

      @Override
      public boolean isCacheable(LeafReaderContext context) {
        // What matches depends on other segments, deletes and the reader.
        return false;
      }

      @Override
      public int count(LeafReaderContext context) throws IOException {
        return result.stopped() == null && result.leaves()[context.ord] == null
            ? 0
            : super.count(context);
      }
    };
  }

  private Explanation explain(byte[] code, HitList hits, int docId, float boost) {
    if (code == null) {
      return Explanation.noMatch("no code in field [" + field + "]");
    }
    int distance = codes.distance(code);
    List<Explanation> details = DistanceDetails.of(codes, code);
    String text = "hamming distance " + distance + " in field [" + field + "], ";
    String nearest = "the " + k + " nearest" + (filter == null ? "" : " that the filter matches");
    if (hits != null && hits.find(docId) >= 0) {
      return Explanation.match(
          score(boost, distance),
          text + "among " + nearest + ", computed as boost / (1 + distance) from:",
          details);
    }
    return Explanation.noMatch(
        text + (distance > maxDistance ? "not within " + maxDistance : "not among " + nearest),
        details);
  }

  @Override
  public String toString(String defaultField) {
    return "hamming["
        + field
        + "] k="
        + k
        + (maxDistance == bitCount ? "" : " max_distance=" + maxDistance)
        + (codes.count() == 1 ? "" : " codes=" + codes.count())
        + (filter == null ? "" : " filter=(" + filter.toString(defaultField) + ")")
        + (parents == null ? "" : " nested")
        + (budget == NO_BUDGET ? "" : " budget=" + budget)
        + trace;
  }

  @Override
  public boolean equals(Object other) {
    return sameClassAs(other) && equalCodes((HammingQuery) other) && equalLimits(other);
  }

  private boolean equalLimits(Object other) {
    HammingKnnQuery that = (HammingKnnQuery) other;
    return k == that.k
        && maxDistance == that.maxDistance
        && budget == that.budget
        && Objects.equals(filter, that.filter)
        && Objects.equals(parents, that.parents);
  }

  @Override
  public int hashCode() {
    return hashOfCodes() * 31 + Objects.hash(k, maxDistance, filter, parents, budget);
  }
}
