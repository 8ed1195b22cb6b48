package hashing.opensearch.query;

import hashing.encode.EncoderInput;
import hashing.encode.Encoding;
import hashing.opensearch.model.ModelHandle;
import hashing.opensearch.model.ModelRegistry;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;

/** What tests of queries and processors encode, and with which built-in models. */
public final class HammingFixtures {
  /** Text to 64 bits. */
  public static final String TEXT_MODEL = "python-simhash-2";

  /** Image to 64 bits. */
  public static final String IMAGE_MODEL = "imagehash-phash";

  private HammingFixtures() {}

  /** A picture of a few rectangles. */
  public static byte[] png(Random random) {
    BufferedImage image = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 6; i++) {
      int x = random.nextInt(30);
      int y = random.nextInt(20);
      int color = random.nextInt(1 << 24);
      for (int j = 0; j < 100; j++) {
        image.setRGB(x + j % 10, y + j / 10, color);
      }
    }
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", png);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return png.toByteArray();
  }

  /** The code that a model gives. */
  public static byte[] encode(ModelRegistry models, String model, EncoderInput input) {
    try (ModelHandle handle = models.acquire(model)) {
      return ((Encoding.Encoded) handle.encode(List.of(input)).getFirst()).code();
    }
  }
}
