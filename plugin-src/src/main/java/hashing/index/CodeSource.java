package hashing.index;

import java.io.IOException;

/** Codes to be written, distinct and ascending; read from front to back, more than once. */
interface CodeSource {

  int count();

  /** Copies out the words of a code. */
  void words(int ordinal, long[] target) throws IOException;
}
