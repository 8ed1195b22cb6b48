package hashing.opensearch.mapper;

import java.io.IOException;
import org.apache.lucene.index.ByteVectorValues;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.KnnVectorValues;
import org.apache.lucene.index.LeafReader;

/**
 * The codes of a field in a segment as the given reader shows them: a field that the reader hides
 * has none.
 */
final class LeafCodes {
  private LeafCodes() {}

  /** The codes, null where the segment has none of the field. */
  static ByteVectorValues values(LeafReader reader, String field) throws IOException {
    FieldInfo info = reader.getFieldInfos().fieldInfo(field);
    return info == null || !info.hasVectorValues() ? null : reader.getByteVectorValues(field);
  }

  /** A cursor of its own, for one thread. */
  static CodeCursor cursor(LeafReader reader, String field) throws IOException {
    ByteVectorValues first = values(reader, field);
    return first == null ? new NoCodes() : new Cursor(reader, field, first);
  }

  private record NoCodes() implements CodeCursor {
    @Override
    public boolean advanceExact(int doc) {
      return false;
    }

    @Override
    public byte[] code() {
      throw new IllegalStateException("no document with a code");
    }
  }

  private static final class Cursor implements CodeCursor {
    private final LeafReader reader;
    private final String field;
    private ByteVectorValues values;
    private KnnVectorValues.DocIndexIterator documents;
    private int last = -1;

    Cursor(LeafReader reader, String field, ByteVectorValues values) {
      this.reader = reader;
      this.field = field;
      this.values = values;
      this.documents = values.iterator();
    }

    @Override
    public boolean advanceExact(int doc) throws IOException {
      if (doc < last) {
        // Lucene's own sparse values share one place between their iterators.
        values = reader.getByteVectorValues(field);
        documents = values.iterator();
      }
      last = doc;
      return documents.docID() == doc || documents.docID() < doc && documents.advance(doc) == doc;
    }

    @Override
    public byte[] code() throws IOException {
      return values.vectorValue(documents.index());
    }
  }
}
