package hashing.search;

import hashing.index.BinaryCodesReader;
import hashing.index.SegmentCodes;
import java.io.IOException;
import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.codecs.perfield.PerFieldKnnVectorsFormat;
import org.apache.lucene.index.ByteVectorValues;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.FilterLeafReader;
import org.apache.lucene.index.KnnVectorValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.VectorEncoding;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.Bits;

/**
 * The codes of one field as a segment's reader shows them: the one way in which query, script, sort
 * and aggregation read codes.
 *
 * <p>Which fields and which documents exist is asked of the outer reader, so that readers that hide
 * some of them are heeded; only then is it unwrapped, to read codes in our format directly. Codes
 * in another format come through {@link LeafReader#getByteVectorValues}.
 *
 * <p>Holds nothing but references to the reader: make one when needed, keep none beyond the search.
 * Thread-safe, its cursors and iterators are not.
 */
public final class LeafCodes {

  private final LeafReader reader;
  private final String field;
  private final int byteLength;
  private final SegmentCodes fast;

  private LeafCodes(LeafReader reader, String field, int byteLength, SegmentCodes fast) {
    this.reader = reader;
    this.field = field;
    this.byteLength = byteLength;
    this.fast = fast;
  }

  /** The codes of a field, null where the reader shows no byte vectors of that name. */
  public static LeafCodes of(LeafReader outer, String field) throws IOException {
    int byteLength = byteLength(outer, field);
    if (byteLength == 0) {
      return null;
    }
    SegmentCodes fast = fast(FilterLeafReader.unwrap(outer), field);
    if (fast == null && outer.getByteVectorValues(field) == null) {
      return null;
    }
    return new LeafCodes(outer, field, byteLength, fast);
  }

  private static SegmentCodes fast(LeafReader inner, String field) {
    KnnVectorsReader vectors =
        inner instanceof CodecReader codecReader ? codecReader.getVectorReader() : null;
    if (vectors instanceof PerFieldKnnVectorsFormat.FieldsReader fields) {
      vectors = fields.getFieldReader(field);
    }
    return vectors instanceof BinaryCodesReader codes ? codes.codes(field) : null;
  }

  /** Bytes of a code as the reader's field infos have it, 0 if there is none. */
  private static int byteLength(LeafReader reader, String field) {
    FieldInfo info = reader.getFieldInfos().fieldInfo(field);
    return info == null || info.getVectorEncoding() != VectorEncoding.BYTE
        ? 0
        : info.getVectorDimension();
  }

  /** Documents that the reader shows, null for all. */
  public Bits liveDocs() {
    return reader.getLiveDocs();
  }

  /** Bytes of a code. */
  public int byteLength() {
    return byteLength;
  }

  /** The codes in our own format, null where another wrote them. */
  public SegmentCodes fast() {
    return fast;
  }

  /** Number of documents with a code, hidden and deleted ones among them. */
  long cost() throws IOException {
    return fast != null ? fast.documentCount() : reader.getByteVectorValues(field).size();
  }

  /** Documents with a code, ascending, hidden and deleted ones among them. */
  public DocIdSetIterator documents() throws IOException {
    return fast != null ? fast.documents() : reader.getByteVectorValues(field).iterator();
  }

  /** A fresh cursor. */
  public CodeCursor cursor() throws IOException {
    return fast != null
        ? new FastCursor(fast)
        : new GenericCursor(reader.getByteVectorValues(field));
  }

  private static final class FastCursor extends CodeCursor {
    private final SegmentCodes codes;
    private final byte[] code;
    private int ordinal = -1;

    FastCursor(SegmentCodes codes) {
      this.codes = codes;
      this.code = new byte[codes.byteLength()];
    }

    @Override
    public boolean advanceExact(int docId) throws IOException {
      ordinal = codes.ordinal(docId);
      return ordinal >= 0;
    }

    @Override
    public byte[] code() throws IOException {
      codes.code(ordinal, code);
      return code;
    }
  }

  private static final class GenericCursor extends CodeCursor {
    private final ByteVectorValues values;
    private final KnnVectorValues.DocIndexIterator iterator;

    GenericCursor(ByteVectorValues values) {
      this.values = values;
      this.iterator = values.iterator();
    }

    @Override
    public boolean advanceExact(int docId) throws IOException {
      int at = iterator.docID();
      return (at < docId ? iterator.advance(docId) : at) == docId;
    }

    @Override
    public byte[] code() throws IOException {
      return values.vectorValue(iterator.index());
    }
  }
}
