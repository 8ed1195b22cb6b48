package hashing.encode;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.util.Arrays;

/**
 * Takes the samples out of what the JDK decoded: from the raster, since {@code
 * BufferedImage.getRGB} bends grey samples by a gamma curve. Stateless.
 */
final class RasterSamples {

  private RasterSamples() {}

  /**
   * Refuses what {@link #read} does not read: other depths than 8 bits, and 16 in a PNG, whose
   * upper half is kept; other channels than grey or RGB.
   */
  static void check(ColorModel colours, ImageFormat format) {
    if (colours instanceof IndexColorModel) {
      return;
    }
    for (int bits : colours.getComponentSize()) {
      if (bits != Byte.SIZE && !(bits == Short.SIZE && format == ImageFormat.PNG)) {
        throw new RefusedImage(
            "found a " + format.title() + " image of " + bits + " bits a sample, allowed are 8");
      }
    }
    if (colours.getNumColorComponents() != 1 && colours.getNumColorComponents() != 3) {
      throw new RefusedImage(
          "found a "
              + format.title()
              + " image of "
              + colours.getNumColorComponents()
              + " colour channels, allowed are 1 (grey) and 3 (RGB)");
    }
    if (colours.hasAlpha() && colours.isAlphaPremultiplied()) {
      throw new RefusedImage(
          "found a "
              + format.title()
              + " image whose alpha is multiplied in, allowed is one apart");
    }
  }

  /**
   * All samples of an image that {@link #check} lets pass.
   *
   * @param grey a palette holds grey values, so that the image has one channel
   * @param blendable with the transparency of a palette
   */
  static DecodedImage read(BufferedImage image, boolean grey, boolean blendable) {
    ColorModel colours = image.getColorModel();
    return colours instanceof IndexColorModel palette
        ? indexed(image, palette, grey, blendable && palette.hasAlpha())
        : direct(image, colours);
  }

  private static DecodedImage indexed(
      BufferedImage image, IndexColorModel palette, boolean grey, boolean transparent) {
    int channels = grey ? 1 : 3;
    int width = image.getWidth();
    byte[] samples = new byte[width * image.getHeight() * channels];
    byte[] alpha = transparent ? new byte[width * image.getHeight()] : null;
    int[] row = new int[width];
    for (int y = 0, at = 0, pixel = 0; y < image.getHeight(); y++) {
      image.getRaster().getPixels(0, y, width, 1, row);
      for (int index : row) {
        if (transparent) {
          alpha[pixel++] = (byte) palette.getAlpha(index);
        }
        samples[at++] = (byte) palette.getRed(index);
        if (!grey) {
          samples[at++] = (byte) palette.getGreen(index);
          samples[at++] = (byte) palette.getBlue(index);
        }
      }
    }
    return new DecodedImage(width, image.getHeight(), channels, samples, alpha);
  }

  private static DecodedImage direct(BufferedImage image, ColorModel colours) {
    int channels = colours.getNumColorComponents();
    int width = image.getWidth();
    int height = image.getHeight();
    Raster raster = image.getRaster();
    int bands = raster.getNumBands();
    int shift = colours.getComponentSize(0) - Byte.SIZE;
    byte[] samples = new byte[width * height * channels];
    byte[] alpha = colours.hasAlpha() && bands > channels ? new byte[width * height] : null;
    int[] row = new int[width * bands];
    for (int y = 0, at = 0; y < height; y++) {
      raster.getPixels(0, y, width, 1, row);
      for (int x = 0; x < row.length; x += bands) {
        for (int channel = 0; channel < channels; channel++) {
          samples[at++] = (byte) (row[x + channel] >> shift);
        }
        if (alpha != null) {
          alpha[y * width + x / bands] = (byte) (row[x + channels] >> shift);
        }
      }
    }
    return new DecodedImage(width, height, channels, samples, alpha);
  }

  /** Whether index and grey value are one, or the palette is black and white. */
  static boolean isRamp(ColorModel colours) {
    if (!(colours instanceof IndexColorModel palette)) {
      return false;
    }
    int size = palette.getMapSize();
    byte[][] channels = new byte[3][size];
    palette.getReds(channels[0]);
    palette.getGreens(channels[1]);
    palette.getBlues(channels[2]);
    byte[] ramp = new byte[size];
    for (int i = 0; i < size; i++) {
      ramp[i] = (byte) (size == 2 ? 255 * i : i);
    }
    return Arrays.stream(channels).allMatch(channel -> Arrays.equals(channel, ramp));
  }
}
