package hashing.index;

import java.io.IOException;

/** Codes to be merged, with the merged segment's numbers of the documents that are left. */
interface MergeInput extends CodeSource {

  /** Goes to the first document of a code, false if none is left. */
  boolean firstDocument(int ordinal) throws IOException;

  /** Goes to the code's next document, false at the end. */
  boolean nextDocument() throws IOException;

  /** The document gone to. */
  int document();
}
