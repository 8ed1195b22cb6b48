package hashing.demo;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.zip.GZIPInputStream;
import javax.imageio.ImageIO;
import org.junit.Assert;
import org.junit.Test;

/** The pictures as they are sent must be those of the files. */
public class DemoDataTests extends Assert {

  private static final Path FOLDER = Path.of("src/main/data/fashion-mnist");

  @Test
  public void pngHasTheFilesPixels() throws Exception {
    DemoData data = DemoData.read(FOLDER);
    assertEquals(10_000, data.size());
    assertEquals("Ankle boot", data.label(0));
    byte[] pixels;
    try (DataInputStream in =
        new DataInputStream(
            new GZIPInputStream(
                Files.newInputStream(FOLDER.resolve("t10k-images-idx3-ubyte.gz"))))) {
      in.skipNBytes(16);
      pixels = in.readNBytes(3 * 784);
    }
    for (int id = 0; id < 3; id++) {
      byte[] png = Base64.getDecoder().decode(data.png(id));
      BufferedImage picture = ImageIO.read(new ByteArrayInputStream(png));
      assertEquals(28, picture.getWidth());
      assertEquals(28, picture.getHeight());
      for (int i = 0; i < 784; i++) {
        assertEquals(pixels[id * 784 + i] & 0xFF, picture.getRaster().getSample(i % 28, i / 28, 0));
      }
    }
  }
}
