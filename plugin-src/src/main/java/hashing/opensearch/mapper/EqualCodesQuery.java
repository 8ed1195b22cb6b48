package hashing.opensearch.mapper;

import hashing.index.SegmentCodes;
import hashing.search.CodeCursor;
import hashing.search.LeafCodes;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.ConstantScoreScorer;
import org.apache.lucene.search.ConstantScoreWeight;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.TwoPhaseIterator;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.DocIdSetBuilder;

/**
 * Documents whose code is one of some. Costs a binary search for each of them in a segment of our
 * format, as codes lie in order there, and a look at every document elsewhere. Immutable.
 */
final class EqualCodesQuery extends Query {
  private final String field;

  /** In ascending unsigned order, each once. */
  private final byte[][] codes;

  EqualCodesQuery(String field, Collection<byte[]> codes) {
    this.field = field;
    byte[][] sorted = codes.toArray(byte[][]::new);
    Arrays.sort(sorted, Arrays::compareUnsigned);
    int distinct = 0;
    for (byte[] code : sorted) {
      if (distinct == 0 || !Arrays.equals(code, sorted[distinct - 1])) {
        sorted[distinct++] = code;
      }
    }
    this.codes = Arrays.copyOf(sorted, distinct);
  }

  @Override
  public Weight createWeight(IndexSearcher searcher, ScoreMode scoreMode, float boost) {
    return new ConstantScoreWeight(this, boost) {
      @Override
      public ScorerSupplier scorerSupplier(LeafReaderContext context) throws IOException {
        LeafCodes leaf = LeafCodes.of(context.reader(), field);
        if (leaf == null) {
          return null;
        }
        if (leaf.fast() == null) {
          return new DefaultScorerSupplier(
              new ConstantScoreScorer(score(), scoreMode, verifying(leaf)));
        }
        int[] ordinals = ordinals(leaf.fast());
        return ordinals.length == 0
            ? null
            : postings(leaf.fast(), ordinals, context.reader().maxDoc(), score(), scoreMode);
      }

      // A search is as cheap as a cache, and sees fields as this reader shows them.
      @Override
      public boolean isCacheable(LeafReaderContext context) {
        return false;
      }
    };
  }

  private int[] ordinals(SegmentCodes segment) throws IOException {
    int[] ordinals = new int[codes.length];
    byte[] buffer = new byte[segment.byteLength()];
    int count = 0;
    int from = 0;
    for (byte[] code : codes) {
      from = firstNotBelow(segment, code, from, buffer);
      if (from < segment.ordinalCount()) {
        segment.code(from, buffer);
        if (Arrays.equals(buffer, code)) {
          ordinals[count++] = from;
        }
      }
    }
    return Arrays.copyOf(ordinals, count);
  }

  private static int firstNotBelow(SegmentCodes segment, byte[] code, int from, byte[] buffer)
      throws IOException {
    int low = from;
    int high = segment.ordinalCount();
    while (low < high) {
      int middle = (low + high) >>> 1;
      segment.code(middle, buffer);
      if (Arrays.compareUnsigned(buffer, code) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static ScorerSupplier postings(
      SegmentCodes segment, int[] ordinals, int maxDoc, float score, ScoreMode scoreMode)
      throws IOException {
    long count = 0;
    for (int ordinal : ordinals) {
      count += segment.firstPosting(ordinal + 1) - segment.firstPosting(ordinal);
    }
    long cost = count;
    return new ScorerSupplier() {
      @Override
      public Scorer get(long leadCost) throws IOException {
        if (ordinals.length == 1) {
          return new ConstantScoreScorer(score, scoreMode, new Postings(segment, ordinals[0]));
        }
        DocIdSetBuilder documents = new DocIdSetBuilder(maxDoc);
        DocIdSetBuilder.BulkAdder adder = documents.grow((int) cost);
        for (int ordinal : ordinals) {
          int end = segment.firstPosting(ordinal + 1);
          for (int i = segment.firstPosting(ordinal); i < end; i++) {
            adder.add(segment.posting(i));
          }
        }
        return new ConstantScoreScorer(score, scoreMode, documents.build().iterator());
      }

      @Override
      public long cost() {
        return cost;
      }
    };
  }

  private TwoPhaseIterator verifying(LeafCodes leaf) throws IOException {
    DocIdSetIterator documents = leaf.documents();
    CodeCursor cursor = leaf.cursor();
    return new TwoPhaseIterator(documents) {
      @Override
      public boolean matches() throws IOException {
        return cursor.advanceExact(documents.docID())
            && Arrays.binarySearch(codes, cursor.code(), Arrays::compareUnsigned) >= 0;
      }

      @Override
      public float matchCost() {
        return leaf.byteLength();
      }
    };
  }

  @Override
  public String toString(String defaultField) {
    return field + ":" + codes.length + " codes";
  }

  @Override
  public void visit(QueryVisitor visitor) {
    if (visitor.acceptField(field)) {
      visitor.visitLeaf(this);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EqualCodesQuery that
        && field.equals(that.field)
        && Arrays.deepEquals(codes, that.codes);
  }

  @Override
  public int hashCode() {
    return 31 * field.hashCode() + Arrays.deepHashCode(codes);
  }

  /** The documents of one ordinal. */
  private static final class Postings extends DocIdSetIterator {
    private final SegmentCodes segment;
    private final int first;
    private final int end;
    private int next;
    private int doc = -1;

    Postings(SegmentCodes segment, int ordinal) throws IOException {
      this.segment = segment;
      this.first = segment.firstPosting(ordinal);
      this.end = segment.firstPosting(ordinal + 1);
      this.next = first;
    }

    @Override
    public int docID() {
      return doc;
    }

    @Override
    public int nextDoc() throws IOException {
      doc = next < end ? segment.posting(next++) : NO_MORE_DOCS;
      return doc;
    }

    @Override
    public int advance(int target) throws IOException {
      int high = end;
      while (next < high) {
        int middle = (next + high) >>> 1;
        if (segment.posting(middle) < target) {
          next = middle + 1;
        } else {
          high = middle;
        }
      }
      return nextDoc();
    }

    @Override
    public long cost() {
      return (long) end - first;
    }
  }
}
