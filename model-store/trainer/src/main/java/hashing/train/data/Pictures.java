package hashing.train.data;

import hashing.encode.FloatInputs;
import hashing.encode.InputSpec;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * Makes pictures of one small size: what is see-through is laid on white, the rest is the mean over
 * areas. In colour, {@code byte[3][side][side]}, R, G and B. Stateless.
 */
final class Pictures {

  /** Pixels of the largest file that is decoded. */
  private static final long MAX_PIXELS = 1 << 24;

  private Pictures() {}

  /**
   * The samples of a picture's file.
   *
   * @param name for messages
   * @throws IOException if it is no picture that the JDK or the WebP reader knows, or has more than
   *     2^24 pixels
   */
  static byte[] samples(byte[] file, int side, String name) throws IOException {
    BufferedImage image = decoded(file, name);
    double[][] sums = new double[3][side * side];
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        area(image, side, x, y, sums);
      }
    }
    byte[] samples = new byte[3 * side * side];
    for (int channel = 0; channel < 3; channel++) {
      for (int i = 0; i < side * side; i++) {
        samples[channel * side * side + i] = (byte) Math.round(sums[channel][i]);
      }
    }
    return samples;
  }

  private static BufferedImage decoded(byte[] file, String name) throws IOException {
    try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(file))) {
      ImageReader reader = ImageIO.getImageReaders(in).next();
      try {
        reader.setInput(in);
        long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
        if (pixels > MAX_PIXELS) {
          throw new IOException(
              "[" + name + "] has " + pixels + " pixels; " + MAX_PIXELS + " are allowed");
        }
        return reader.read(0);
      } finally {
        reader.dispose();
      }
    } catch (RuntimeException e) { // what readers throw for damaged files, or where there is none
      throw new IOException("[" + name + "] is no picture that can be read", e);
    }
  }

  /** The mean over the part of the image that becomes one pixel, weighted by what it covers. */
  private static void area(BufferedImage image, int side, int x, int y, double[][] sums) {
    double left = (double) x * image.getWidth() / side;
    double right = (double) (x + 1) * image.getWidth() / side;
    double top = (double) y * image.getHeight() / side;
    double bottom = (double) (y + 1) * image.getHeight() / side;
    for (int row = (int) top; row < Math.ceil(bottom); row++) {
      double high = Math.min(bottom, row + 1) - Math.max(top, row);
      for (int column = (int) left; column < Math.ceil(right); column++) {
        double wide = Math.min(right, column + 1) - Math.max(left, column);
        double share = high * wide / ((bottom - top) * (right - left));
        int pixel = image.getRGB(column, row);
        int alpha = pixel >>> 24;
        for (int channel = 0; channel < 3; channel++) {
          int sample = (pixel >>> (16 - 8 * channel)) & 0xFF;
          sums[channel][y * side + x] += share * (sample * alpha + 255 * (255 - alpha)) / 255;
        }
      }
    }
  }

  /** The row of samples, as an encoder of such pictures sees it. */
  static float[] row(InputSpec.Image input, byte[] samples) {
    if (samples.length != input.size()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "[%d] samples; the input takes [%d]", samples.length, input.size()));
    }
    float[] row = new float[samples.length];
    for (int i = 0; i < row.length; i++) {
      row[i] = FloatInputs.value(input, samples[i] & 0xFF);
    }
    return row;
  }

  /** A PNG file of samples. */
  static byte[] png(byte[] samples, int side) {
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    int pixels = side * side;
    for (int i = 0; i < pixels; i++) {
      int rgb =
          (samples[i] & 0xFF) << 16
              | (samples[pixels + i] & 0xFF) << 8
              | (samples[2 * pixels + i] & 0xFF);
      image.setRGB(i % side, i / side, rgb);
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, "png", file)) {
        throw new AssertionError("every JDK writes PNG in colour");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file.toByteArray();
  }
}
