package hashing.search;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.function.LongConsumer;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.Explanation;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.BitSet;
import org.apache.lucene.util.Bits;

/**
 * Orders the documents nearest by Hamming distance anew, by weighted distance, and matches the
 * {@code k} first.
 *
 * <p>Documents considered are those of whole distances: where {@code nearest} finds its k-th
 * document at distance {@code d}, all documents within {@code d}, so that the answer does not
 * depend on how ties were broken. The weighted distance is the sum of the weights of the bits in
 * which two codes differ; the score is {@code boost / (1 + weighted distance)}. Exact among the
 * documents considered; one beyond them may weigh less.
 *
 * <p>Source: Norouzi, Punjani, Fleet, "Fast Exact Search in Hamming Space with Multi-Index
 * Hashing", 2014, section 7 (asymmetric distance on what is found). Differs from the paper: whole
 * distances, not a fixed number.
 *
 * <p>The search runs when the weight is made, and takes memory for {@code k} documents. Deletes,
 * filters, parents and timeouts are as in {@link HammingKnnQuery}.
 */
public final class WeightedKnnQuery extends Query {
  private final HammingKnnQuery nearest;
  private final int k;
  private final BitWeights weights;
  private final LongConsumer memory;

  /**
   * @param nearest finds what is considered, at least {@code k} documents
   * @param k documents, or parents, at most; 1 to {@code nearest.k()}
   * @param weights one for each bit, finite and not below 0, bit 0 first; copied
   * @param memory as {@link HammingRadiusQuery} has it, for the documents considered
   * @throws IllegalArgumentException if an argument is out of range; the message names field, what
   *     was found and what is allowed
   */
  public WeightedKnnQuery(HammingKnnQuery nearest, int k, float[] weights, LongConsumer memory) {
    this(nearest, k, new BitWeights(nearest.field, nearest.bitCount, weights), memory);
    if (k < 1 || k > nearest.k()) {
      throw nearest.invalid("k must be 1 to " + nearest.k() + ", found " + k);
    }
  }

  /** The same, where memory need not be asked for. */
  public WeightedKnnQuery(HammingKnnQuery nearest, int k, float[] weights) {
    this(nearest, k, weights, _ -> {});
  }

  private WeightedKnnQuery(
      HammingKnnQuery nearest, int k, BitWeights weights, LongConsumer memory) {
    this.nearest = nearest;
    this.k = k;
    this.weights = weights;
    this.memory = memory;
  }

  @Override
  public Query rewrite(IndexSearcher searcher) throws IOException {
    Query rewritten = nearest.rewrite(searcher);
    if (rewritten instanceof HammingKnnQuery other) {
      return other.equals(nearest) ? this : new WeightedKnnQuery(other, k, weights, memory);
    }
    return rewritten;
  }

  @Override
  public Weight createWeight(IndexSearcher searcher, ScoreMode scoreMode, float boost)
      throws IOException {
    Weight near = nearest.createWeight(searcher, ScoreMode.COMPLETE_NO_SCORES, 1f);
    try {
      int radius = radius(searcher, near);
      WeightedHits hits = new WeightedHits(k);
      if (radius >= 0) {
        Weight within = within(searcher, radius);
        for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
          collect(leaf, within, hits, new StopCheck(searcher.getTimeout()));
        }
      }
      return new FoundWeight(hits, null, boost);
    } catch (RuntimeException e) {
      if (StopCheck.isStop(e, searcher.getTimeout())) {
        return new FoundWeight(null, new SearchStoppedException(e), boost);
      }
      throw e;
    }
  }

  /** Distance up to which documents are considered, -1 where there are none. */
  private int radius(IndexSearcher searcher, Weight near) throws IOException {
    int count = 0;
    int farthest = -1;
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      Scorer scorer = near.scorer(leaf);
      if (scorer == null) {
        continue;
      }
      CodeCursor cursor = nearest.leafCodes(leaf).cursor();
      DocIdSetIterator documents = scorer.iterator();
      int doc = documents.nextDoc();
      for (; doc != DocIdSetIterator.NO_MORE_DOCS; doc = documents.nextDoc()) {
        cursor.advanceExact(doc);
        farthest = Math.max(farthest, nearest.codes.distance(cursor.code()));
        count++;
      }
    }
    return count < nearest.k() && count > 0 ? nearest.maxDistance() : farthest;
  }

  private Weight within(IndexSearcher searcher, int radius) throws IOException {
    Query query =
        new HammingRadiusQuery(
            nearest.field, nearest.bitCount, nearest.codes.copies(), radius, memory);
    if (nearest.filter() != null) {
      query =
          new BooleanQuery.Builder()
              .add(query, Occur.FILTER)
              .add(nearest.filter(), Occur.FILTER)
              .build();
    }
    return searcher.createWeight(searcher.rewrite(query), ScoreMode.COMPLETE_NO_SCORES, 1f);
  }

  private void collect(LeafReaderContext leaf, Weight within, WeightedHits hits, StopCheck stop)
      throws IOException {
    Scorer scorer = within.scorer(leaf);
    LeafCodes codes = nearest.leafCodes(leaf);
    if (scorer == null || codes == null) {
      return;
    }
    BitSet parents = nearest.parents() == null ? null : nearest.parents().getBitSet(leaf);
    if (nearest.parents() != null && parents == null) {
      return;
    }
    Bits live = codes.liveDocs();
    CodeCursor cursor = codes.cursor();
    List<byte[]> asked = nearest.codes.copies();
    LeafHits own = new LeafHits(hits, leaf.docBase);
    DocIdSetIterator documents = scorer.iterator();
    int doc = documents.nextDoc();
    for (; doc != DocIdSetIterator.NO_MORE_DOCS; doc = documents.nextDoc()) {
      stop.tick(asked.size());
      int parent = parents == null ? doc : parents.nextSetBit(doc);
      boolean counts = live == null || live.get(doc);
      if (counts && parent != DocIdSetIterator.NO_MORE_DOCS && cursor.advanceExact(doc)) {
        own.add(doc, parent, weights.distance(asked, cursor.code()));
      }
    }
    own.flush();
  }

  /** Takes a segment's documents, ascending, and keeps the nearest one of each parent. */
  private static final class LeafHits {
    private final WeightedHits hits;
    private final int docBase;
    private int parent = -1;
    private int best;
    private double least;

    private LeafHits(WeightedHits hits, int docBase) {
      this.hits = hits;
      this.docBase = docBase;
    }

    private void add(int doc, int itsParent, double distance) {
      if (itsParent != parent) {
        flush();
      }
      if (itsParent != parent || distance < least) {
        parent = itsParent;
        best = doc;
        least = distance;
      }
    }

    private void flush() {
      if (parent >= 0) {
        hits.collect(docBase + best, least);
      }
    }
  }

  /** What was found, or that the search was stopped. */
  private final class FoundWeight extends Weight {
    private final WeightedHits hits;
    private final SearchStoppedException stopped;
    private final float boost;

    private FoundWeight(WeightedHits hits, SearchStoppedException stopped, float boost) {
      super(WeightedKnnQuery.this);
      this.hits = hits;
      this.stopped = stopped;
      this.boost = boost;
    }

    private List<WeightedHits.Hit> of(LeafReaderContext leaf) {
      return hits.between(leaf.docBase, leaf.docBase + leaf.reader().maxDoc());
    }

    @Override
    public ScorerSupplier scorerSupplier(LeafReaderContext leaf) throws IOException {
      if (stopped != null) {
        return new DefaultScorerSupplier(DistanceScorer.stopped(stopped, leaf.reader()));
      }
      List<WeightedHits.Hit> own = of(leaf);
      return own.isEmpty()
          ? null
          : new DefaultScorerSupplier(new WeightedHits.HitScorer(own, leaf.docBase, boost));
    }

    @Override
    public Explanation explain(LeafReaderContext leaf, int doc) throws IOException {
      if (stopped != null) {
        throw new SearchStoppedException(stopped);
      }
      for (WeightedHits.Hit hit : of(leaf)) {
        if (hit.docId() == leaf.docBase + doc) {
          byte[] code = nearest.code(leaf, doc);
          return Explanation.match(
              WeightedHits.weightedScore(boost, hit.distance()),
              "weighted distance "
                  + hit.distance()
                  + " in field ["
                  + nearest.field
                  + "], hamming distance "
                  + nearest.codes.distance(code)
                  + ", computed as boost / (1 + weighted distance) from:",
              DistanceDetails.of(nearest.codes, code));
        }
      }
      return Explanation.noMatch(
          "not among the " + k + " nearest by weight in field [" + nearest.field + "]");
    }

    @Override
    public boolean isCacheable(LeafReaderContext leaf) {
      return false; // what matches depends on other segments, deletes and the reader
    }
  }

  @Override
  public void visit(QueryVisitor visitor) {
    nearest.visit(visitor);
  }

  @Override
  public String toString(String defaultField) {
    return "weighted k=" + k + " of " + nearest.toString(defaultField);
  }

  @Override
  public boolean equals(Object other) {
    return sameClassAs(other)
        && nearest.equals(((WeightedKnnQuery) other).nearest)
        && k == ((WeightedKnnQuery) other).k
        && weights.equals(((WeightedKnnQuery) other).weights);
  }

  @Override
  public int hashCode() {
    return Objects.hash(classHash(), nearest, k, weights);
  }
}
