package hashing.search;

import java.io.IOException;

/** Reads the codes of single documents. Not thread-safe. */
public interface CodeCursor {

  /**
   * Moves to a document; documents ascend.
   *
   * @return whether it has a code
   */
  boolean advanceExact(int docId) throws IOException;

  /** The document's code; valid until the next move. */
  byte[] code() throws IOException;
}
