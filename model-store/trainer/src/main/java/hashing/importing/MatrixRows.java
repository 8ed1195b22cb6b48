package hashing.importing;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file that is a matrix with a header before it: NumPy's {@code .npy} of {@code bool}, {@code
 * uint8}, {@code int8}, {@code uint64} or {@code int64}, or {@code .u8bin} (rows and columns as
 * little-endian uint32, then bytes). Eight-byte numbers are 64 bits each, the highest one first.
 */
final class MatrixRows implements RowReader {

  private static final int SAMPLE = 1000;
  private static final Pattern DESCR = Pattern.compile("'descr':\\s*'([^']*)'");
  private static final Pattern SHAPE = Pattern.compile("'shape':\\s*\\(([^)]*)\\)");

  /**
   * @param offset bytes before the first row
   */
  private record Layout(
      long offset, long rows, int columns, int width, boolean little, boolean bool) {

    int rowBytes() {
      return Math.multiplyExact(columns, width);
    }
  }

  private final Layout layout;
  private final MatrixValues values;
  private final DataInputStream input;
  private long number;

  private MatrixRows(Path file, Layout layout, MatrixValues asked) throws IOException {
    this.layout = layout;
    long found = Files.size(file) - layout.offset;
    long promised = Math.multiplyExact(layout.rows, (long) layout.rowBytes());
    if (found != promised) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "[%s] has %d bytes behind its header, which promises %d rows of %d",
              file,
              found,
              layout.rows,
              layout.rowBytes()));
    }
    values = layout.bool ? MatrixValues.BITS : asked == null ? guess(file, layout) : asked;
    input = open(file, layout.offset);
  }

  /** Opens a NumPy file; {@code values} null for a guess from the first rows. */
  static MatrixRows numpy(Path file, MatrixValues values) throws IOException {
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
      byte[] magic = in.readNBytes(8);
      if (magic.length < 8 || (magic[0] & 0xFF) != 0x93 || magic[1] != 'N' || magic[5] != 'Y') {
        throw new IOException("[" + file + "] is no NumPy file");
      }
      boolean first = magic[6] == 1;
      byte[] size = in.readNBytes(first ? 2 : 4);
      int length = first ? little(size).getShort() & 0xFFFF : little(size).getInt();
      if (length < 0 || length > 1 << 20) {
        throw new IOException("[" + file + "] has a header of " + length + " bytes");
      }
      String header = new String(in.readNBytes(length), StandardCharsets.US_ASCII);
      return new MatrixRows(file, layout(file, header, 8 + size.length + length), values);
    }
  }

  /** Opens a {@code .u8bin} file; {@code values} null for a guess from the first rows. */
  static MatrixRows u8bin(Path file, MatrixValues values) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] header = in.readNBytes(8);
      if (header.length < 8) {
        throw new IOException("[" + file + "] is no .u8bin file: it has no header");
      }
      ByteBuffer numbers = little(header);
      long rows = Integer.toUnsignedLong(numbers.getInt());
      int columns = numbers.getInt();
      if (columns <= 0) {
        throw new IOException("[" + file + "] has " + Integer.toUnsignedLong(columns) + " columns");
      }
      return new MatrixRows(file, new Layout(8, rows, columns, 1, true, false), values);
    }
  }

  private static Layout layout(Path file, String header, long offset) {
    Matcher descr = DESCR.matcher(header);
    Matcher shape = SHAPE.matcher(header);
    if (!descr.find() || !shape.find()) {
      throw new IllegalArgumentException("[" + file + "] has no type and shape: " + header.strip());
    }
    String type = descr.group(1);
    String[] sizes = shape.group(1).replace(" ", "").replaceFirst(",$", "").split(",", -1);
    boolean word = type.matches("[<>=][ui]8");
    boolean oneByte = type.matches("\\|(u1|i1|b1)");
    boolean shaped = sizes.length == 2 || (sizes.length == 1 && word && !sizes[0].isEmpty());
    if ((!word && !oneByte) || !shaped || header.contains("'fortran_order': True")) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "[%s] found %s; allowed are bool, uint8 and int8 of shape (rows, columns), and uint64"
                  + " and int64 of shape (rows,) or (rows, columns), in C order",
              file,
              header.strip()));
    }
    int columns = sizes.length == 1 ? 1 : Integer.parseInt(sizes[1]);
    return new Layout(
        offset,
        Long.parseLong(sizes[0]),
        columns,
        word ? Long.BYTES : 1,
        !type.startsWith(">"),
        type.endsWith("b1"));
  }

  /** Bits where all of the first rows hold nothing but 0 and 1, and more than eight of them. */
  private static MatrixValues guess(Path file, Layout layout) throws IOException {
    if (layout.width > 1 || layout.columns <= Byte.SIZE) {
      return MatrixValues.BYTES;
    }
    try (DataInputStream in = open(file, layout.offset)) {
      for (int row = 0; row < Math.min(SAMPLE, layout.rows); row++) {
        if (!MatrixValues.couldBeBits(in.readNBytes(layout.columns))) {
          return MatrixValues.BYTES;
        }
      }
    }
    return MatrixValues.BITS;
  }

  private static DataInputStream open(Path file, long offset) throws IOException {
    InputStream in = Files.newInputStream(file);
    in.skipNBytes(offset);
    return new DataInputStream(new BufferedInputStream(in, 1 << 18));
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Bits of a code. */
  int bitCount() {
    return values.bitCount(layout.rowBytes());
  }

  @Override
  public Row next() throws IOException {
    if (number == layout.rows) {
      return null;
    }
    byte[] elements = new byte[layout.rowBytes()];
    try {
      input.readFully(elements);
    } catch (EOFException e) {
      throw new IOException("the file ends in row " + (number + 1), e);
    }
    number++;
    if (layout.width == Long.BYTES && layout.little) {
      ByteBuffer words = ByteBuffer.wrap(elements);
      for (int at = 0; at < elements.length; at += Long.BYTES) {
        words.putLong(at, Long.reverseBytes(words.getLong(at)));
      }
    }
    try {
      return Row.of(number, number, null, values.code(elements), null);
    } catch (IllegalArgumentException e) {
      return Row.faulty(number, number, null, e.getMessage());
    }
  }

  @Override
  public void skip(long rows) throws IOException {
    if (number + rows > layout.rows) {
      throw new IOException("found fewer rows than were read before: the file has changed");
    }
    input.skipNBytes(rows * layout.rowBytes());
    number += rows;
  }

  @Override
  public long size() {
    return layout.rows;
  }

  @Override
  public long position() {
    return number;
  }

  @Override
  public void close() throws IOException {
    input.close();
  }
}
