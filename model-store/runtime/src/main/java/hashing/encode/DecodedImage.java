package hashing.encode;

/**
 * The samples of a decoded image, as they stand in the file.
 *
 * @param channels 1 for grey, 3 for R, G, B
 * @param samples {@code byte[height][width][channels]}, each 0 to 255 unsigned
 * @param alpha {@code byte[height][width]}, 0 being transparent; null where the file has none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record DecodedImage(int width, int height, int channels, byte[] samples, byte[] alpha) {

  /** An image without alpha. */
  public DecodedImage(int width, int height, int channels, byte[] samples) {
    this(width, height, channels, samples, null);
  }

  /**
   * Grey values, {@code byte[height][width]}: ITU-R 601-2 in 16-bit fixed point, rounded, {@code
   * (19595 R + 38470 G + 7471 B + 32768) >> 16}, as Pillow has it. Not a copy where the image is
   * grey.
   */
  public byte[] grey() {
    if (channels == 1) {
      return samples;
    }
    byte[] grey = new byte[width * height];
    for (int i = 0, at = 0; i < grey.length; i++, at += 3) {
      int red = samples[at] & 0xFF;
      int green = samples[at + 1] & 0xFF;
      int blue = samples[at + 2] & 0xFF;
      grey[i] = (byte) ((19595 * red + 38470 * green + 7471 * blue + 32768) >> 16);
    }
    return grey;
  }
}
