package hashing.encode;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * WebP files: a RIFF of chunks, each of a type, a length and data padded to an even length.
 *
 * <p>Keeps the picture and its alpha; colour profiles, EXIF and the like are taken out. Animations
 * are refused. Stateless.
 */
final class WebpFile {

  private static final int FIRST_CHUNK = 12;
  private static final int ANIMATION = 0x02;
  private static final int ALPHA = 0x10;

  private WebpFile() {}

  static byte[] plain(byte[] file) {
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    ByteArrayOutputStream kept = new ByteArrayOutputStream(file.length);
    for (int at = FIRST_CHUNK; at + 8 <= file.length; ) {
      String type = new String(file, at, 4, StandardCharsets.ISO_8859_1);
      int length = in.getInt(at + 4);
      if (length < 0 || length > file.length - at - 8) {
        throw new RefusedImage("found a webp image that was cut short");
      }
      switch (type) {
        case "VP8X" -> {
          int flags = file[at + 8];
          if ((flags & ANIMATION) != 0) {
            throw new RefusedImage("found an animated webp image, allowed are still ones");
          }
          if ((flags & ALPHA) != 0) {
            byte[] chunk = java.util.Arrays.copyOfRange(file, at, at + 8 + length);
            chunk[8] = ALPHA;
            kept.writeBytes(chunk);
          }
        }
        case "VP8 ", "VP8L", "ALPH" -> {
          kept.write(file, at, 8 + length);
          if (length % 2 != 0) {
            kept.write(0);
          }
        }
        default -> {}
      }
      at += 8 + length + length % 2;
    }
    byte[] chunks = kept.toByteArray();
    ByteBuffer out = ByteBuffer.allocate(FIRST_CHUNK + chunks.length);
    out.order(ByteOrder.LITTLE_ENDIAN).put(file, 0, 4).putInt(4 + chunks.length);
    return out.put(file, 8, 4).put(chunks).array();
  }
}
