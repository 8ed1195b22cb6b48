package hashing.search;

import java.io.IOException;

/** Distances of the documents that an iterator goes through. */
interface Distances {

  /** Distance of the document that the iterator is at. */
  int distance() throws IOException;

  /** Allows the iterator to leave out the documents farther away, from its next move on. */
  void lowerCut(int cut);
}
