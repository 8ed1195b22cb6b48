package hashing.opensearch.mapper;

import hashing.search.CodeCursor;
import hashing.search.LeafCodes;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.lucene.index.LeafReader;

/** Codes of a segment's documents, in any order; ascending is fastest. For one thread. */
public final class DocumentCodes {
  private final LeafCodes codes;
  private CodeCursor cursor;
  private int last;

  /** The codes that a reader shows in a field; none where it has no such field. */
  public DocumentCodes(LeafReader reader, String field) {
    try {
      codes = LeafCodes.of(reader, field);
      restart();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void restart() throws IOException {
    cursor = codes == null ? null : codes.cursor();
    last = -1;
  }

  /** Goes to a document and says whether it has a code. */
  public boolean advanceExact(int doc) throws IOException {
    if (doc < last) {
      restart();
    }
    last = doc;
    return cursor != null && cursor.advanceExact(doc);
  }

  /** The document's code; good until the next call of {@link #advanceExact}. */
  public byte[] code() throws IOException {
    return cursor.code();
  }
}
