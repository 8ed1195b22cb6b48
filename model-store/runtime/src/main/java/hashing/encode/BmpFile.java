package hashing.encode;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * BMP files: of 1, 4, 8, 24 or 32 bits a pixel, not compressed, with bit masks or run lengths. An
 * embedded JPEG or PNG is refused, as its size is not that of the header. Stateless.
 */
final class BmpFile {

  private static final int HEADER = 14;
  private static final int MASKS = 3;

  private BmpFile() {}

  static byte[] plain(byte[] file) {
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    if (in.getInt(HEADER) < 40) {
      return file; // the header of OS/2, which has neither masks nor compression
    }
    int depth = in.getShort(HEADER + 14);
    int compression = in.getInt(HEADER + 16);
    if (compression < 0 || compression > MASKS) {
      throw new RefusedImage(
          "found a bmp image of compression " + compression + ", allowed are 0 to " + MASKS);
    }
    if (depth == 16) {
      throw new RefusedImage(
          "found a bmp image of 16 bits a pixel, allowed are 1, 4, 8, 24 and 32");
    }
    return file;
  }
}
