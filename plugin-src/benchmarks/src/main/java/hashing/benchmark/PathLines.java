package hashing.benchmark;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Reads the paths of a list of files: each line is a path, blanks, and the packages that have it. A
 * path may have blanks inside; the packages have none. A few paths have line feeds inside, so that
 * a line may also be without packages, or empty: it is taken as it is.
 */
final class PathLines {

  /** Takes the bytes of a path, which are overwritten afterwards. */
  interface Sink {
    void path(byte[] bytes, int from, int to) throws IOException;
  }

  private PathLines() {}

  /**
   * Gives every line's path to {@code sink}.
   *
   * @return how many
   * @throws EOFException if the last line has no end
   */
  static long read(InputStream in, Sink sink) throws IOException {
    byte[] buffer = new byte[1 << 20];
    long lines = 0;
    int filled = 0;
    for (int n = in.read(buffer, 0, buffer.length);
        n >= 0;
        n = in.read(buffer, filled, buffer.length - filled)) {
      int end = filled + n;
      int start = 0;
      for (int i = filled; i < end; i++) {
        if (buffer[i] == '\n') {
          sink.path(buffer, start, end(buffer, start, i));
          lines++;
          start = i + 1;
        }
      }
      filled = end - start;
      System.arraycopy(buffer, start, buffer, 0, filled);
      if (filled == buffer.length) {
        buffer = Arrays.copyOf(buffer, 2 * filled);
      }
    }
    if (filled > 0) {
      throw new EOFException("The list ends inside line " + (lines + 1));
    }
    return lines;
  }

  /** Behind the path of a line. */
  private static int end(byte[] buffer, int from, int to) {
    int i = to;
    while (i > from && !isBlank(buffer[i - 1])) {
      i--;
    }
    while (i > from && isBlank(buffer[i - 1])) {
      i--;
    }
    return i == from ? to : i;
  }

  private static boolean isBlank(byte value) {
    return value == ' ' || value == '\t';
  }
}
