package hashing.index;

import hashing.code.Codes;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.lucene.index.ByteVectorValues;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.VectorScorer;

/** The codes as Lucene's byte vectors, in document order. Not thread-safe. */
final class CodeValues extends ByteVectorValues {

  private final FieldCodes codes;
  private final byte[] buffer;

  CodeValues(FieldCodes codes) {
    this.codes = codes;
    buffer = new byte[codes.byteLength()];
  }

  @Override
  public int dimension() {
    return codes.byteLength();
  }

  @Override
  public int size() {
    return codes.documentCount();
  }

  @Override
  public int ordToDoc(int value) {
    try {
      return codes.docId(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The {@code value}-th code; overwritten by the next call. */
  @Override
  public byte[] vectorValue(int value) throws IOException {
    codes.code(codes.ordinalOfValue(value), buffer);
    return buffer;
  }

  @Override
  public CodeValues copy() {
    return new CodeValues(codes);
  }

  @Override
  public DocIndexIterator iterator() {
    return new CodeIterator(codes);
  }

  /**
   * Scores 1 / (1 + Hamming distance), whatever the field's similarity function.
   *
   * @throws IllegalArgumentException if {@code query} is not as long as the codes
   */
  @Override
  public VectorScorer scorer(byte[] query) {
    CodeScan.checkLength("query", query, codes.byteLength());
    CodeValues values = copy();
    DocIndexIterator iterator = values.iterator();
    return new VectorScorer() {
      @Override
      public float score() throws IOException {
        return CodeScan.score(Codes.distance(query, values.vectorValue(iterator.index())));
      }

      @Override
      public DocIdSetIterator iterator() {
        return iterator;
      }
    };
  }
}
