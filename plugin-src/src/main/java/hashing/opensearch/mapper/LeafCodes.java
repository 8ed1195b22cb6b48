package hashing.opensearch.mapper;

import java.io.IOException;
import org.apache.lucene.index.ByteVectorValues;
import org.apache.lucene.index.KnnVectorValues;
import org.apache.lucene.index.LeafReader;

final class LeafCodes {
  static CodeCursor cursor(LeafReader reader, String field) throws IOException {
    ByteVectorValues values = reader.getByteVectorValues(field);
    if (values == null)
      return new CodeCursor() {
        public boolean advanceExact(int d) {
          return false;
        }

        public byte[] code() {
          return null;
        }
      };
    KnnVectorValues.DocIndexIterator[] it = {values.iterator()};
    return new CodeCursor() {
      public boolean advanceExact(int d) throws IOException {
        if (it[0].docID() > d) it[0] = values.iterator();
        return it[0].docID() == d || it[0].advance(d) == d;
      }

      public byte[] code() throws IOException {
        return values.vectorValue(it[0].index());
      }
    };
  }
}
