package hashing.encode;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** PNG files: signature, then chunks of length, type, data and checksum. Stateless. */
final class PngFile {

  private static final int SIGNATURE = 8;
  private static final int HEADER = 0x49484452; // IHDR
  private static final int PALETTE = 0x504C5445; // PLTE
  private static final int TRANSPARENT = 0x74524E53; // tRNS
  private static final int DATA = 0x49444154; // IDAT
  private static final int END = 0x49454E44; // IEND

  private PngFile() {}

  /**
   * Keeps header, palette and data. Transparency of a palette or of one colour goes too, which
   * leaves the samples as they are; an alpha channel is in the data.
   */
  static byte[] plain(byte[] file) {
    return kept(file, false);
  }

  /** Keeps the transparency of a palette or of one colour too. */
  static byte[] blendable(byte[] file) {
    return kept(file, true);
  }

  private static byte[] kept(byte[] file, boolean transparency) {
    ByteBuffer in = ByteBuffer.wrap(file);
    ByteArrayOutputStream out = new ByteArrayOutputStream(file.length);
    out.write(file, 0, SIGNATURE);
    int at = SIGNATURE;
    int type = 0;
    while (type != END && at < file.length) {
      int length = in.getInt(at);
      type = in.getInt(at + 4);
      if (length < 0 || length > file.length - at - 12) {
        throw new RefusedImage("found a png image that was cut short");
      }
      if (type == HEADER) {
        check(in.get(at + 16), in.get(at + 17));
      }
      if (type == HEADER
          || type == PALETTE
          || type == DATA
          || type == END
          || (transparency && type == TRANSPARENT)) {
        out.write(file, at, length + 12);
      }
      at += length + 12;
    }
    return out.toByteArray();
  }

  /** Whether the header says grey, of whatever depth. */
  static boolean isGrey(byte[] file) {
    return file[25] == 0;
  }

  private static void check(int depth, int colourType) {
    if (depth == 16 && colourType == 0) {
      throw new RefusedImage(
          "found a png image of 16 bits a grey sample, which programs cut to 8 in different ways;"
              + " allowed are 8, or 16 with colour or alpha");
    }
  }
}
