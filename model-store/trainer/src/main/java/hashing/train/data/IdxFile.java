package hashing.train.data;

import hashing.encode.FloatInputs;
import hashing.encode.InputSpec;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads idx files of unsigned bytes, gzipped or plain: a magic number, the dimensions as big-endian
 * ints, the values.
 *
 * <p>Nothing is allocated from a number in the file before it was compared with the limit. Errors
 * are {@link IOException}s that name what was found and what is allowed.
 */
public final class IdxFile {

  private static final int MAGIC_LABELS = 0x801;
  private static final int MAGIC_IMAGES = 0x803;
  private static final int MAX_ITEMS = 10_000_000;
  private static final int MAX_SIDE = 4096;
  private static final long MAX_VALUES = 1L << 30;

  private IdxFile() {}

  /**
   * Grey images.
   *
   * @param pixels {@code byte[n][height * width]}, unsigned, row by row
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Images(int height, int width, byte[][] pixels) {

    /**
     * The images as an encoder's rows, {@code float[n][height * width]}.
     *
     * @throws IllegalArgumentException if the encoder takes images of another size, or colour
     */
    public float[][] rows(InputSpec.Image input) {
      if (input.width() != width
          || input.height() != height
          || input.channels() != InputSpec.Channels.GREY) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "grey images of %dx%d were found; %dx%d in %s are needed",
                width,
                height,
                input.width(),
                input.height(),
                input.channels()));
      }
      float[] values = new float[256];
      for (int sample = 0; sample < values.length; sample++) {
        values[sample] = FloatInputs.value(input, sample);
      }
      float[][] rows = new float[pixels.length][height * width];
      for (int i = 0; i < rows.length; i++) {
        for (int j = 0; j < rows[i].length; j++) {
          rows[i][j] = values[pixels[i][j] & 0xFF];
        }
      }
      return rows;
    }
  }

  /** Reads images from a file. */
  public static Images readImages(Path file) throws IOException {
    return readImages(Files.readAllBytes(file), file.toString());
  }

  /** Reads images from a file's bytes, gzipped or not; {@code name} is for errors. */
  public static Images readImages(byte[] file, String name) throws IOException {
    try (DataInputStream in = open(file, name, MAGIC_IMAGES)) {
      int count = dimension(in, name, "images", MAX_ITEMS);
      int height = dimension(in, name, "rows", MAX_SIDE);
      int width = dimension(in, name, "columns", MAX_SIDE);
      if ((long) count * height * width > MAX_VALUES) {
        throw new IOException(
            String.format(
                Locale.ROOT,
                "[%s] says %d images of %dx%d; at most %d pixels are read",
                name,
                count,
                height,
                width,
                MAX_VALUES));
      }
      byte[][] pixels = new byte[count][];
      for (int i = 0; i < count; i++) {
        pixels[i] = exactly(in, height * width, name);
      }
      expectEnd(in, name);
      return new Images(height, width, pixels);
    }
  }

  /** Reads labels from a file's bytes, gzipped or not; {@code name} is for errors. */
  public static int[] readLabels(byte[] file, String name) throws IOException {
    try (DataInputStream in = open(file, name, MAGIC_LABELS)) {
      byte[] values = exactly(in, dimension(in, name, "labels", MAX_ITEMS), name);
      expectEnd(in, name);
      int[] labels = new int[values.length];
      for (int i = 0; i < labels.length; i++) {
        labels[i] = values[i] & 0xFF;
      }
      return labels;
    }
  }

  /** What a file holds: unzipped if it is gzipped, else itself; at most 1 GiB. */
  static byte[] unzipped(byte[] file, String name) throws IOException {
    boolean gzipped = file.length > 2 && file[0] == (byte) 0x1F && file[1] == (byte) 0x8B;
    if (!gzipped) {
      return file;
    }
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(file), 1 << 16)) {
      byte[] contents = in.readNBytes((int) MAX_VALUES);
      expectEnd(in, name);
      return contents;
    } catch (EOFException | ZipException e) {
      throw new IOException("[" + name + "] is a damaged gzip file: " + e.getMessage(), e);
    }
  }

  private static DataInputStream open(byte[] file, String name, int magic) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(unzipped(file, name)));
    int found = integer(in, name);
    if (found != magic) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "[%s] starts with 0x%x; an idx file of %s starts with 0x%x",
              name,
              found,
              magic == MAGIC_IMAGES ? "images" : "labels",
              magic));
    }
    return in;
  }

  private static int dimension(DataInputStream in, String name, String what, int limit)
      throws IOException {
    int found = integer(in, name);
    if (found < 1 || found > limit) {
      throw new IOException(
          String.format(
              Locale.ROOT, "[%s] says %d %s; 1 to %d are allowed", name, found, what, limit));
    }
    return found;
  }

  private static int integer(DataInputStream in, String name) throws IOException {
    try {
      return in.readInt();
    } catch (EOFException e) {
      throw new IOException("[" + name + "] ends inside its header", e);
    }
  }

  private static byte[] exactly(InputStream in, int length, String name) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new IOException("[" + name + "] ends before its last value");
    }
    return bytes;
  }

  private static void expectEnd(InputStream in, String name) throws IOException {
    if (in.read() >= 0) {
      throw new IOException("[" + name + "] goes on behind its last value");
    }
  }
}
