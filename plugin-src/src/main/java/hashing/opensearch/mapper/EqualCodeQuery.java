package hashing.opensearch.mapper;

import java.io.IOException;
import java.util.Arrays;
import org.apache.lucene.index.ByteVectorValues;
import org.apache.lucene.index.KnnVectorValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.ConstantScoreScorer;
import org.apache.lucene.search.ConstantScoreWeight;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.TwoPhaseIterator;
import org.apache.lucene.search.Weight;

/** Documents with one code. */
final class EqualCodeQuery extends Query {
  private final String field;
  private final byte[] code;

  EqualCodeQuery(String field, byte[] code) {
    this.field = field;
    this.code = code;
  }

  @Override
  public Weight createWeight(IndexSearcher searcher, ScoreMode scoreMode, float boost) {
    return new ConstantScoreWeight(this, boost) {
      @Override
      public ScorerSupplier scorerSupplier(LeafReaderContext context) throws IOException {
        ByteVectorValues values = LeafCodes.values(context.reader(), field);
        if (values == null) {
          return null;
        }
        KnnVectorValues.DocIndexIterator documents = values.iterator();
        TwoPhaseIterator matches =
            new TwoPhaseIterator(documents) {
              @Override
              public boolean matches() throws IOException {
                return Arrays.equals(values.vectorValue(documents.index()), code);
              }

              @Override
              public float matchCost() {
                return code.length;
              }
            };
        return new DefaultScorerSupplier(new ConstantScoreScorer(score(), scoreMode, matches));
      }

      @Override
      public boolean isCacheable(LeafReaderContext context) {
        return true;
      }
    };
  }

  @Override
  public String toString(String field) {
    return getClass().getSimpleName() + "(" + this.field + ")";
  }

  @Override
  public void visit(QueryVisitor visitor) {
    visitor.visitLeaf(this);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EqualCodeQuery that
        && field.equals(that.field)
        && Arrays.equals(code, that.code);
  }

  @Override
  public int hashCode() {
    return 31 * field.hashCode() + Arrays.hashCode(code);
  }
}
