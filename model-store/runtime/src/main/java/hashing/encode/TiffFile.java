package hashing.encode;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.TreeMap;

/**
 * TIFF files: a directory of tagged numbers, then strips or tiles.
 *
 * <p>The first picture of a file is read, where it is bilevel, grey, RGB or has a palette, with
 * unsigned samples of 8 bits (or one bit), upright, and alpha, if any, not multiplied in. All else
 * is read in different ways, and refused. Stateless.
 */
final class TiffFile {

  private static final int BITS = 258;
  private static final int COMPRESSION = 259;
  private static final int PHOTOMETRIC = 262;
  private static final int ORIENTATION = 274;
  private static final int SAMPLES = 277;
  private static final int PALETTE = 320;
  private static final int TILE_WIDTH = 322;
  private static final int TILE_LENGTH = 323;
  private static final int EXTRA_SAMPLES = 338;
  private static final int SAMPLE_FORMAT = 339;

  private static final int SHORT = 3;
  private static final int LONG = 4;

  private TiffFile() {}

  static byte[] plain(byte[] file) {
    ByteBuffer in = ByteBuffer.wrap(file);
    in.order(file[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    Map<Integer, long[]> tags = tags(in);
    allow(tags, COMPRESSION, "compression", 1, 1, 5, 8, 32946, 32773);
    allow(tags, PHOTOMETRIC, "photometric interpretation", -1, 0, 1, 2, 3);
    allow(tags, ORIENTATION, "orientation", 1, 1);
    allow(tags, EXTRA_SAMPLES, "extra samples", 0, 0, 2);
    allow(tags, SAMPLE_FORMAT, "sample format", 1, 1);
    long samples = tags.getOrDefault(SAMPLES, new long[] {1})[0];
    if (samples == 1) {
      allow(tags, BITS, "bits a sample", 1, 1, 8);
    } else {
      allow(tags, BITS, "bits a sample", 1, 8);
    }
    long tile =
        tags.getOrDefault(TILE_WIDTH, new long[] {0})[0]
            * tags.getOrDefault(TILE_LENGTH, new long[] {0})[0];
    if (tile > ImageDecoder.MAX_PIXELS) {
      throw new RefusedImage(
          "found a tiff image with tiles of "
              + tile
              + " pixels, allowed are "
              + ImageDecoder.MAX_PIXELS);
    }
    return withPalette(in);
  }

  /**
   * The file with the upper half of each 16-bit palette value in its lower half too, so that all
   * ways to make 8 bits of it agree.
   */
  private static byte[] withPalette(ByteBuffer in) {
    int directory = in.getInt(4);
    int count = in.getShort(directory) & 0xFFFF;
    for (int at = directory + 2; at < directory + 2 + 12 * count; at += 12) {
      if ((in.getShort(at) & 0xFFFF) == PALETTE && in.getShort(at + 2) == SHORT) {
        byte[] copy = in.array().clone();
        ByteBuffer out = ByteBuffer.wrap(copy).order(in.order());
        int start = in.getInt(at + 8);
        int length = Math.min(in.getInt(at + 4), 3 * 256);
        for (int i = 0; i < length; i++) {
          int upper = (in.getShort(start + 2 * i) & 0xFFFF) >> 8;
          out.putShort(start + 2 * i, (short) (0x101 * upper));
        }
        return copy;
      }
    }
    return in.array();
  }

  /** Short and long numbers of the first directory, up to four of each tag. */
  private static Map<Integer, long[]> tags(ByteBuffer in) {
    Map<Integer, long[]> tags = new TreeMap<>();
    int directory = in.getInt(4);
    int count = in.getShort(directory) & 0xFFFF;
    for (int i = 0, at = directory + 2; i < count; i++, at += 12) {
      int type = in.getShort(at + 2);
      if (type != SHORT && type != LONG) {
        continue;
      }
      int size = type == SHORT ? 2 : 4;
      long length = in.getInt(at + 4) & 0xFFFFFFFFL;
      int start = length * size <= 4 ? at + 8 : in.getInt(at + 8);
      long[] values = new long[(int) Math.min(length, 4)];
      for (int j = 0; j < values.length; j++) {
        values[j] =
            type == SHORT
                ? in.getShort(start + 2 * j) & 0xFFFF
                : in.getInt(start + 4 * j) & 0xFFFFFFFFL;
      }
      tags.put(in.getShort(at) & 0xFFFF, values);
    }
    return tags;
  }

  private static void allow(
      Map<Integer, long[]> tags, int tag, String name, long standard, long... allowed) {
    for (long value : tags.getOrDefault(tag, new long[] {standard})) {
      boolean found = false;
      for (long one : allowed) {
        found |= one == value;
      }
      if (!found) {
        throw new RefusedImage(
            "found a tiff image with "
                + name
                + " "
                + value
                + ", allowed "
                + (allowed.length == 1 ? "is " : "are ")
                + java.util.Arrays.toString(allowed));
      }
    }
  }
}
