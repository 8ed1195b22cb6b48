package hashing.encode;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * WebP files: a RIFF of chunks, each of a type, a length and data padded to an even length.
 *
 * <p>Keeps the picture; colour profiles, EXIF and the like are taken out. Animations are refused,
 * and so are lossy pictures: the decoder at hand widens their colours in another way than libwebp
 * does, which turned 0 to 64 of 256 bits over. Stateless.
 */
final class WebpFile {

  private static final int FIRST_CHUNK = 12;
  private static final int ANIMATION = 0x02;

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
          if ((file[at + 8] & ANIMATION) != 0) {
            throw new RefusedImage("found an animated webp image, allowed are still ones");
          }
        }
        case "VP8 " ->
            throw new RefusedImage(
                "found a lossy webp image, which decoders read in different ways; allowed are"
                    + " lossless ones, or a PNG or JPEG of it");
        case "VP8L" -> {
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
