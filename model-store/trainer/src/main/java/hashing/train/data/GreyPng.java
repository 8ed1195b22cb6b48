package hashing.train.data;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** Writes grey pixels as PNG files. Stateless. */
public final class GreyPng {

  private GreyPng() {}

  /**
   * One image's file.
   *
   * @param pixels {@code byte[height * width]}, unsigned, row by row; unchanged in the file
   */
  public static byte[] write(byte[] pixels, int height, int width) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setDataElements(0, 0, width, height, pixels);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, "png", file)) {
        throw new AssertionError("every JDK writes grey PNG");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file.toByteArray();
  }
}
