package hashing.importing;

import java.io.Closeable;
import java.io.IOException;

/** The rows of a file, in order. For one thread. */
interface RowReader extends Closeable {

  /** The next row, null behind the last. */
  Row next() throws IOException;

  /** Size of the file in the unit of {@link #position}: rows where it says how many, else bytes. */
  long size();

  /** How much is read. */
  long position();

  /** Passes over rows. */
  default void skip(long rows) throws IOException {
    for (long row = 0; row < rows; row++) {
      if (next() == null) {
        throw new IOException(
            "found " + row + " rows where " + rows + " were read before: the file has changed");
      }
    }
  }
}
