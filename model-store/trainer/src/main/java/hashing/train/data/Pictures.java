package hashing.train.data;

import hashing.encode.AreaResize;
import hashing.encode.DecodedImage;
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
 * Makes pictures of one small size by {@link AreaResize}, of files of every sort that a reader is
 * at hand for, also such as a node refuses. In colour, {@code byte[3][side][side]}, R, G and B.
 * Stateless.
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
    DecodedImage resized = AreaResize.resize(colours(decoded(file, name)), side, side);
    int pixels = side * side;
    byte[] samples = new byte[3 * pixels];
    for (int i = 0; i < samples.length; i++) {
      samples[i % 3 * pixels + i / 3] = resized.samples()[i];
    }
    return samples;
  }

  private static DecodedImage colours(BufferedImage image) {
    int width = image.getWidth();
    byte[] alpha = new byte[width * image.getHeight()];
    byte[] samples = new byte[3 * alpha.length];
    for (int i = 0; i < alpha.length; i++) {
      int pixel = image.getRGB(i % width, i / width);
      alpha[i] = (byte) (pixel >>> 24);
      samples[3 * i] = (byte) (pixel >>> 16);
      samples[3 * i + 1] = (byte) (pixel >>> 8);
      samples[3 * i + 2] = (byte) pixel;
    }
    return new DecodedImage(width, image.getHeight(), 3, samples, alpha);
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
