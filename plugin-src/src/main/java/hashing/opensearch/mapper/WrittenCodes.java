package hashing.opensearch.mapper;

import java.io.IOException;
import org.apache.lucene.util.BytesRef;
import org.opensearch.index.fielddata.SortedBinaryDocValues;

/** Codes in the field's format, one or none a document. */
final class WrittenCodes extends SortedBinaryDocValues {
  private final BinaryCodeFieldType type;
  private final DocumentCodes codes;

  WrittenCodes(BinaryCodeFieldType type, DocumentCodes codes) {
    this.type = type;
    this.codes = codes;
  }

  @Override
  public boolean advanceExact(int doc) throws IOException {
    return codes.advanceExact(doc);
  }

  @Override
  public int docValueCount() {
    return 1;
  }

  @Override
  public BytesRef nextValue() throws IOException {
    return new BytesRef(type.format(codes.code()));
  }
}
