package hashing.opensearch.mapper;

import java.io.IOException;

/** Reads the codes of documents, in any order; ascending is fastest. For one thread. */
interface CodeCursor {

  /** Goes to a document and says whether it has a code. */
  boolean advanceExact(int doc) throws IOException;

  /** The document's code; the array is the cursor's own and good until it moves. */
  byte[] code() throws IOException;
}
