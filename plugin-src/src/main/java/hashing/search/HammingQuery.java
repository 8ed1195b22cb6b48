package hashing.search;

import java.io.IOException;
import java.util.List;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;

/**
 * What the exact queries by Hamming distance share. A document's distance is the least one between
 * its code and the query's codes; its score is {@code boost / (1 + distance)}. Immutable but for
 * the trace of the last search, which {@code toString} shows. Codes are not shown.
 */
public abstract sealed class HammingQuery extends Query
    permits HammingKnnQuery, HammingRadiusQuery {

  final String field;
  final int bitCount;
  final QueryCodes codes;
  final SearchTrace trace;

  HammingQuery(String field, int bitCount, QueryCodes codes, SearchTrace trace) {
    this.field = field;
    this.bitCount = bitCount;
    this.codes = codes;
    this.trace = trace;
  }

  /** The field whose codes are compared. */
  public final String field() {
    return field;
  }

  /** Bits of a code. */
  public final int bitCount() {
    return bitCount;
  }

  /** Copies of the query's codes. */
  public final List<byte[]> codes() {
    return codes.copies();
  }

  /** Has every search of this query counted, also of what it is rewritten to. */
  public final void countBy(SearchCounters counters) {
    trace.countBy(counters);
  }

  static float score(float boost, int distance) {
    return boost * (1f / (1 + distance));
  }

  final IllegalArgumentException invalid(String problem) {
    return new IllegalArgumentException(QueryCodes.message(field, problem));
  }

  final void checkDistance(String name, int distance) {
    if (distance < 0 || distance > bitCount) {
      throw invalid(name + " must be 0 to " + bitCount + ", found " + distance);
    }
  }

  /** A segment's codes, null if it shows none. */
  final LeafCodes leafCodes(LeafReaderContext context) throws IOException {
    LeafCodes found = LeafCodes.of(context.reader(), field);
    if (found != null && found.byteLength() != codes.byteLength()) {
      throw invalid(
          "a code of "
              + bitCount
              + " bits has "
              + codes.byteLength()
              + " bytes, found "
              + found.byteLength()
              + " in the index");
    }
    return found;
  }

  /** A document's code, null if it has none that the reader shows. */
  final byte[] code(LeafReaderContext context, int docId) throws IOException {
    LeafCodes found = leafCodes(context);
    if (found == null) {
      return null;
    }
    CodeCursor cursor = found.cursor();
    return cursor.advanceExact(docId) ? cursor.code().clone() : null;
  }

  @Override
  public final void visit(QueryVisitor visitor) {
    if (visitor.acceptField(field)) {
      visitor.visitLeaf(this);
    }
  }

  final boolean equalCodes(HammingQuery that) {
    return field.equals(that.field) && bitCount == that.bitCount && codes.equals(that.codes);
  }

  final int hashOfCodes() {
    return (classHash() * 31 + field.hashCode()) * 31 + codes.hashCode();
  }
}
