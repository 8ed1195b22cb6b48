package hashing.train.data;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class FashionMnistTests {

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  @Test
  public void testImagesAreTheKnownOnes() throws IOException {
    LabelledVectors data = SampleData.images();
    assertEquals(10_000, data.size());
    assertEquals(784, data.width());
    assertEquals(10, data.classCount());
    int[] counts = new int[10];
    for (int label : data.labels()) {
      counts[label]++;
    }
    assertArrayEquals(
        new int[] {1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000}, counts);
    assertEquals(9, data.labels()[0]);
    float highest = 0;
    for (float[] row : data.rows()) {
      for (float value : row) {
        assertTrue(value >= 0);
        highest = Math.max(highest, value);
      }
    }
    assertEquals(1f, highest, 1e-6f);
  }

  @Test
  public void testTheSameContentsZippedOtherwiseAreTaken() throws IOException {
    copy(FashionMnist.Part.TEST.labelsFile());
    byte[] images = unzipped(FashionMnist.Part.TEST.imagesFile());
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(zipped, 77)) {
      gzip.write(images);
    }
    Files.write(folder().resolve(FashionMnist.Part.TEST.imagesFile()), zipped.toByteArray());
    assertEquals(10_000, FashionMnist.load(folder(), FashionMnist.Part.TEST).size());
  }

  @Test
  public void testAMissingFileIsSaidAndHowToGetIt() {
    IOException e =
        assertThrows(IOException.class, () -> FashionMnist.load(folder(), FashionMnist.Part.TRAIN));
    assertTrue(e.getMessage(), e.getMessage().contains("train-images-idx3-ubyte.gz"));
    assertTrue(e.getMessage(), e.getMessage().contains("apt-get install dataset-fashion-mnist"));
  }

  @Test
  public void testAFlippedPixelIsFound() throws IOException {
    copy(FashionMnist.Part.TEST.labelsFile());
    byte[] images = unzipped(FashionMnist.Part.TEST.imagesFile());
    images[5_000_000] ^= 1;
    Files.write(folder().resolve(FashionMnist.Part.TEST.imagesFile()), images);
    IOException e =
        assertThrows(IOException.class, () -> FashionMnist.load(folder(), FashionMnist.Part.TEST));
    assertTrue(e.getMessage(), e.getMessage().contains("sha256"));
  }

  @Test
  public void testDamagedIdxFilesAreRefused() throws IOException {
    byte[] labels = unzipped(FashionMnist.Part.TEST.labelsFile());
    assertEquals(10_000, IdxFile.readLabels(labels, "labels").length);
    byte[] cut = Arrays.copyOf(labels, labels.length - 1);
    byte[] longer = Arrays.copyOf(labels, labels.length + 1);
    byte[] negative = labels.clone();
    negative[4] = (byte) 0x80;
    for (byte[] damaged : new byte[][] {cut, longer, negative, {0, 0}, {0, 0, 8, 3, 0, 0, 0, 1}}) {
      IOException e = assertThrows(IOException.class, () -> IdxFile.readLabels(damaged, "labels"));
      assertTrue(e.getMessage(), e.getMessage().startsWith("[labels]"));
    }
    byte[] zipped =
        Files.readAllBytes(SampleData.folder().resolve(FashionMnist.Part.TEST.labelsFile()));
    byte[] cutZip = Arrays.copyOf(zipped, zipped.length / 2);
    IOException e = assertThrows(IOException.class, () -> IdxFile.readLabels(cutZip, "labels"));
    assertTrue(e.getMessage(), e.getMessage().contains("damaged gzip"));
  }

  private Path folder() {
    return temporary.getRoot().toPath();
  }

  private void copy(String name) throws IOException {
    Files.copy(SampleData.folder().resolve(name), folder().resolve(name));
  }

  private static byte[] unzipped(String name) throws IOException {
    return IdxFile.unzipped(Files.readAllBytes(SampleData.folder().resolve(name)), name);
  }
}
