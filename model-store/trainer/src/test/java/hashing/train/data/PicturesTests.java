package hashing.train.data;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import hashing.encode.EncoderInput;
import hashing.encode.FloatInputs;
import hashing.train.Progress;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class PicturesTests {

  private static final long SEED = 20261121L;

  @Rule public TemporaryFolder folder = new TemporaryFolder();

  private static byte[] png(BufferedImage image) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ImageIO.write(image, "png", file);
    return file.toByteArray();
  }

  private static BufferedImage noise(int width, int height, Random random) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    for (int i = 0; i < width * height; i++) {
      image.setRGB(i % width, i / width, random.nextInt());
    }
    return image;
  }

  /** 6 x 4 to 2 x 2: each sample is the mean of 3 x 2, laid on white. */
  @Test
  public void testMeansOnWhite() throws IOException {
    BufferedImage image = noise(6, 4, new Random(SEED));
    byte[] samples = Pictures.samples(png(image), 2, "noise");
    for (int channel = 0; channel < 3; channel++) {
      for (int pixel = 0; pixel < 4; pixel++) {
        double sum = 0;
        for (int i = 0; i < 6; i++) {
          int argb = image.getRGB(pixel % 2 * 3 + i % 3, pixel / 2 * 2 + i / 3);
          double alpha = (argb >>> 24) / 255.0;
          sum += ((argb >> (16 - 8 * channel)) & 0xFF) * alpha + 255 * (1 - alpha);
        }
        assertEquals("seed " + SEED, sum / 6, samples[channel * 4 + pixel] & 0xFF, 0.501);
      }
    }
  }

  @Test
  public void testPngGivesTheRow() throws IOException {
    byte[] samples = Pictures.samples(png(noise(50, 70, new Random(SEED))), 32, "noise");
    byte[] file = Pictures.png(samples, 32);
    assertArrayEquals(
        Pictures.row(Emoji.INPUT, samples),
        FloatInputs.read(Emoji.INPUT, new EncoderInput.Image(file)),
        0);
  }

  @Test
  public void testNoPicture() {
    byte[] file = "nothing".getBytes(StandardCharsets.UTF_8);
    IOException refusal =
        assertThrows(IOException.class, () -> Pictures.samples(file, 32, "x.png"));
    assertTrue(refusal.getMessage(), refusal.getMessage().contains("[x.png] is no picture"));
  }

  @Test
  public void testFolderOfClasses() throws IOException {
    Random random = new Random(SEED);
    for (String name : new String[] {"cats", "dogs"}) {
      Path of = folder.newFolder(name).toPath();
      Files.writeString(of.resolve("notes.txt"), "no picture");
      for (int i = 0; i < 20; i++) {
        Files.write(of.resolve(i + ".PNG"), png(noise(32, 32, random)));
      }
    }
    Path all = folder.getRoot().toPath();
    DataDivision division = PictureFolder.load(all, DataSet.Asked.TEST, Progress.NONE);
    assertEquals(40, division.train().size() + division.held().size());
    assertEquals(2, division.train().classCount());
    for (int row = 0; row < division.held().size(); row++) {
      assertEquals(division.held().origins()[row] / 20, division.held().labels()[row]);
      assertArrayEquals(
          division.held().rows()[row],
          FloatInputs.read(PictureFolder.INPUT, division.inputs().apply(row)),
          0);
    }
    Files.writeString(all.resolve("dogs/broken.png"), "nothing");
    IOException refusal =
        assertThrows(
            IOException.class, () -> PictureFolder.load(all, DataSet.Asked.TEST, Progress.NONE));
    assertTrue(refusal.getMessage(), refusal.getMessage().contains("broken.png"));
  }

  @Test
  public void testNpmPackage() throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(file))) {
      for (String name : new String[] {"package/a.json", "package/img/b.png", "other/c"}) {
        byte[] content = name.getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
      }
    }
    Map<String, byte[]> found =
        NpmPackage.read(file.toByteArray(), path -> path.startsWith("img/"));
    assertEquals(1, found.size());
    assertEquals("package/img/b.png", new String(found.get("img/b.png"), StandardCharsets.UTF_8));
  }

  @Test
  public void testEmojiThatAreMissing() {
    DataSet.Request request =
        new DataSet.Request(folder.getRoot().toPath(), "pixels", DataSet.Asked.TEST);
    IOException refusal =
        assertThrows(IOException.class, () -> new Emoji().load(request, Progress.NONE));
    assertTrue(refusal.getMessage(), refusal.getMessage().contains("hashing fetch emoji"));
  }
}
