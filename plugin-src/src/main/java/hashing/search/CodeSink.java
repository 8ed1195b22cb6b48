package hashing.search;

import java.io.IOException;

/** What a search over distinct codes hands its finds to. */
interface CodeSink {

  /** Largest distance of interest; it may fall as finds come in, never rise. */
  int cut();

  /** Takes a code within the cut; each code at least once, in any order. */
  void accept(int ordinal, int distance) throws IOException;
}
