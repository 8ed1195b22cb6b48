package hashing.encode;

import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * The image formats that are read, known by their first bytes.
 *
 * <p>A file is made plain before it is decoded: what would change samples (colour profiles, gamma)
 * or cost memory (compressed texts, embedded images) is taken out, and what decoders read in
 * different ways is refused.
 */
enum ImageFormat {
  PNG(PngFile::plain, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'),
  JPEG(JpegFile::plain, 0xFF, 0xD8, 0xFF),
  GIF(GifFile::plain, 'G', 'I', 'F', '8'),
  BMP(BmpFile::plain, 'B', 'M'),
  TIFF(TiffFile::plain, 'I', 'I', 42, 0),
  TIFF_BIG_ENDIAN(TiffFile::plain, 'M', 'M', 0, 42),
  WEBP(WebpFile::plain, 'R', 'I', 'F', 'F', -1, -1, -1, -1, 'W', 'E', 'B', 'P');

  @SuppressWarnings("ImmutableEnumChecker") // a stateless function
  private final UnaryOperator<byte[]> plain;

  @SuppressWarnings("ImmutableEnumChecker") // never changed; -1 is any byte
  private final int[] magic;

  ImageFormat(UnaryOperator<byte[]> plain, int... magic) {
    this.plain = plain;
    this.magic = magic;
  }

  /**
   * The format of a file.
   *
   * @throws IllegalArgumentException if it is none of these
   */
  static ImageFormat of(byte[] file) {
    for (ImageFormat format : values()) {
      if (format.starts(file)) {
        return format;
      }
    }
    throw new RefusedImage(
        "found "
            + file.length
            + " bytes that are no image of a known format, allowed are PNG, JPEG, GIF, BMP, TIFF and"
            + " WebP");
  }

  private boolean starts(byte[] file) {
    if (file.length < magic.length) {
      return false;
    }
    for (int i = 0; i < magic.length; i++) {
      if (magic[i] >= 0 && (file[i] & 0xFF) != magic[i]) {
        return false;
      }
    }
    return true;
  }

  /** As the decoder's registry and messages have it. */
  String title() {
    return this == TIFF_BIG_ENDIAN ? "tiff" : name().toLowerCase(Locale.ROOT);
  }

  /**
   * The file without what its pixels do not need; itself where there is nothing to take out.
   *
   * @param blendable they need what makes a colour transparent
   * @throws IllegalArgumentException if it is damaged, or of a sort that is refused
   */
  byte[] plain(byte[] file, boolean blendable) {
    try {
      return this == PNG && blendable ? PngFile.blendable(file) : plain.apply(file);
    } catch (IndexOutOfBoundsException | java.nio.BufferUnderflowException e) {
      throw new IllegalArgumentException(
          "found a damaged or unusual " + title() + " image (it ends too early)", e);
    }
  }
}
