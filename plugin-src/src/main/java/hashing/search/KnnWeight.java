package hashing.search;

import java.io.IOException;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.Explanation;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.Weight;

/** The documents that a {@link HammingKnnQuery} has found. */
final class KnnWeight extends Weight {
  private final String field;
  private final QueryCodes codes;
  private final float boost;
  private final FoundDocuments[] found;

  /**
   * @param found by the ordinal of the segment
   */
  KnnWeight(Query query, String field, QueryCodes codes, float boost, FoundDocuments[] found) {
    super(query);
    this.field = field;
    this.codes = codes;
    this.boost = boost;
    this.found = found;
  }

  @Override
  public ScorerSupplier scorerSupplier(LeafReaderContext context) {
    FoundDocuments documents = found[context.ord];
    if (documents.count() == 0) {
      return null;
    }
    return new DefaultScorerSupplier(new FoundScorer(documents.iterator(), boost));
  }

  @Override
  public Explanation explain(LeafReaderContext context, int docId) throws IOException {
    return Explanations.of(
        context, docId, field, codes, boost, found[context.ord].contains(docId), "is among the k");
  }

  /** No: which documents match depends on other segments and on deletes. */
  @Override
  public boolean isCacheable(LeafReaderContext context) {
    return false;
  }

  private static final class FoundScorer extends Scorer {
    private final FoundDocuments.Iterator documents;
    private final float boost;

    FoundScorer(FoundDocuments.Iterator documents, float boost) {
      this.documents = documents;
      this.boost = boost;
    }

    @Override
    public int docID() {
      return documents.docID();
    }

    @Override
    public DocIdSetIterator iterator() {
      return documents;
    }

    @Override
    public float score() {
      return Scores.of(documents.distance(), boost);
    }

    @Override
    public float getMaxScore(int upTo) {
      return boost;
    }
  }
}
