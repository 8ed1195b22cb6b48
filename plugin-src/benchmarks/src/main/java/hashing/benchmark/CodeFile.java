package hashing.benchmark;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Files of byte rows: {@code .u8bin}, two little-endian 32-bit numbers, rows and columns, then the
 * rows.
 */
public final class CodeFile {

  private CodeFile() {}

  /** Writes rows of {@code columns} bytes. */
  public static void write(Path file, byte[] rows, int columns) throws IOException {
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      out.writeInt(Integer.reverseBytes(rows.length / columns));
      out.writeInt(Integer.reverseBytes(columns));
      out.write(rows);
    }
  }

  /**
   * Reads at most {@code limit} rows of {@code columns} bytes.
   *
   * @throws IOException if the file has other columns, or fewer rows than it says
   */
  public static byte[] read(Path file, int columns, int limit) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      int rows = Integer.reverseBytes(in.readInt());
      int found = Integer.reverseBytes(in.readInt());
      if (found != columns) {
        throw new IOException(file + ": found rows of " + found + " bytes, expected " + columns);
      }
      byte[] bytes = new byte[Math.multiplyExact(Math.min(rows, limit), columns)];
      in.readFully(bytes);
      return bytes;
    }
  }
}
