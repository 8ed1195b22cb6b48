package hashing.search;

import java.io.IOException;

/** Reads the codes of one field and segment, a document at a time. Not thread-safe. */
public abstract class CodeCursor {

  CodeCursor() {}

  /**
   * Goes to a document, false where it has no code. Any order where {@link LeafCodes#fast} is not
   * null, else ascending; the same document may be asked for again.
   */
  public abstract boolean advanceExact(int docId) throws IOException;

  /** The document's code, {@link LeafCodes#byteLength} bytes, valid until the next advance. */
  public abstract byte[] code() throws IOException;
}
