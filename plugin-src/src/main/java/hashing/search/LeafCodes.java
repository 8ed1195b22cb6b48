package hashing.search;

import hashing.index.BinaryCodesReader;
import hashing.index.SegmentCodes;
import java.io.IOException;
import org.apache.lucene.codecs.perfield.PerFieldKnnVectorsFormat;
import org.apache.lucene.index.ByteVectorValues;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.FilterLeafReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.VectorEncoding;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.Bits;

/**
 * The codes of one field in one segment, as a request may see them: the one way by which codes are
 * read, for query, script, sort and aggregation alike.
 *
 * <p>Which fields and documents exist is asked of the reader that the request came with, so that a
 * reader that hides some of them is obeyed. Only then is it unwrapped to the segment's own {@link
 * SegmentCodes}. Where another format stored the codes they are read as plain byte vectors, exact
 * but slow.
 *
 * <p>Thread-safe; its iterators and cursors are not. Valid while the reader is referenced.
 */
public final class LeafCodes {
  private final LeafReader outer;
  private final String field;
  private final int byteLength;
  private final SegmentCodes segment;

  private LeafCodes(LeafReader outer, String field, int byteLength, SegmentCodes segment) {
    this.outer = outer;
    this.field = field;
    this.byteLength = byteLength;
    this.segment = segment;
  }

  /** The codes of a field, null where the reader shows no such field or no code in it. */
  public static LeafCodes of(LeafReader outer, String field) throws IOException {
    FieldInfo info = outer.getFieldInfos().fieldInfo(field);
    if (info == null
        || !info.hasVectorValues()
        || info.getVectorEncoding() != VectorEncoding.BYTE) {
      return null;
    }
    BinaryCodesReader reader = ownReader(outer, field);
    if (reader == null) {
      return outer.getByteVectorValues(field) == null
          ? null
          : new LeafCodes(outer, field, info.getVectorDimension(), null);
    }
    SegmentCodes segment = reader.codes(field);
    return segment == null || segment.documentCount() == 0
        ? null
        : new LeafCodes(outer, field, info.getVectorDimension(), segment);
  }

  private static BinaryCodesReader ownReader(LeafReader outer, String field) {
    return FilterLeafReader.unwrap(outer) instanceof CodecReader codecReader
            && codecReader.getVectorReader() instanceof PerFieldKnnVectorsFormat.FieldsReader fields
            && fields.getFieldReader(field) instanceof BinaryCodesReader reader
        ? reader
        : null;
  }

  /** The documents that are neither deleted nor hidden, null where all are there. */
  public Bits liveDocs() {
    return outer.getLiveDocs();
  }

  /** One more than the largest document number. */
  public int maxDoc() {
    return outer.maxDoc();
  }

  /** Bytes of a code. */
  public int byteLength() {
    return byteLength;
  }

  /** The segment's own codes, null where another format stored them. */
  SegmentCodes segment() {
    return segment;
  }

  /** Documents with a code, deleted ones among them. */
  public int documentCount() throws IOException {
    return segment != null ? segment.documentCount() : outer.getByteVectorValues(field).size();
  }

  /** The documents with a code, deleted ones among them; a fresh iterator at each call. */
  public DocIdSetIterator documents() throws IOException {
    return segment != null ? segment.documents() : outer.getByteVectorValues(field).iterator();
  }

  /** A fresh cursor over the documents' codes. */
  public CodeCursor cursor() throws IOException {
    return segment != null
        ? new SegmentCursor(segment)
        : new VectorCursor(outer.getByteVectorValues(field));
  }

  private static final class SegmentCursor implements CodeCursor {
    private final SegmentCodes codes;
    private final byte[] code;
    private int ordinal;

    SegmentCursor(SegmentCodes codes) {
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

  private static final class VectorCursor implements CodeCursor {
    private final ByteVectorValues values;
    private final ByteVectorValues.DocIndexIterator iterator;

    VectorCursor(ByteVectorValues values) {
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
