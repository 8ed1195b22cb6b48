package hashing.benchmark;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Files of byte rows: {@code .u8bin}, two little-endian 32-bit numbers, rows and columns, then the
 * rows.
 */
public final class CodeFile {

  private static final int HEADER = 2 * Integer.BYTES;

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

  /** Writes rows of 64-bit words, highest byte first, whose number is not known before. */
  static final class Writer implements Closeable {
    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 20);
    private final int columns;
    private long rows;

    /** Makes the file and its folder. */
    Writer(Path file, int columns) throws IOException {
      this.columns = columns;
      Files.createDirectories(file.toAbsolutePath().getParent());
      channel =
          FileChannel.open(
              file,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.TRUNCATE_EXISTING);
      channel.position(HEADER);
    }

    /** Adds a row. */
    void add(long... words) throws IOException {
      if (buffer.remaining() < columns) {
        flush();
      }
      for (long word : words) {
        buffer.putLong(word);
      }
      rows++;
    }

    private void flush() throws IOException {
      buffer.flip();
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      buffer.clear();
    }

    @Override
    public void close() throws IOException {
      try (channel) {
        flush();
        channel.position(0);
        buffer.putInt(Integer.reverseBytes(Math.toIntExact(rows)));
        buffer.putInt(Integer.reverseBytes(columns));
        flush();
      }
    }
  }
}
