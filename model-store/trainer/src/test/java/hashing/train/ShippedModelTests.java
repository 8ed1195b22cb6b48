package hashing.train;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import hashing.encode.Encoder;
import hashing.encode.EncoderInput;
import hashing.store.EncoderLoader;
import hashing.store.ModelPackage;
import hashing.store.PackageReader;
import hashing.train.data.FashionMnist;
import hashing.train.data.GreyPng;
import hashing.train.data.IdxFile;
import hashing.train.data.LabelledVectors;
import hashing.train.data.SampleData;
import hashing.train.eval.CodedItems;
import hashing.train.eval.RetrievalEvaluator;
import hashing.train.eval.RetrievalMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.Test;

/** The encoder that is shipped, against the codes that its trainer gave all test images. */
public class ShippedModelTests {

  private static final int BYTES = 8;

  @Test
  public void testAllImagesGetTheTrainersCodes() throws IOException {
    ModelPackage model = model();
    assertEquals("fashion@1", model.manifest().name().toString());
    assertEquals(64, model.manifest().bits());
    byte[][] expected = trainersCodes();
    IdxFile.Images images =
        IdxFile.readImages(SampleData.folder().resolve(FashionMnist.Part.TEST.imagesFile()));
    assertEquals(expected.length, images.pixels().length);
    try (Encoder encoder = EncoderLoader.open(model)) {
      for (int from = 0; from < expected.length; from += 500) {
        List<EncoderInput> batch = new ArrayList<>();
        for (int i = from; i < from + 500; i++) {
          byte[] png = GreyPng.write(images.pixels()[i], images.height(), images.width());
          batch.add(new EncoderInput.Image(png));
        }
        List<byte[]> codes = PackageCodes.encode(encoder, batch, from);
        for (int i = 0; i < codes.size(); i++) {
          assertArrayEquals("image " + (from + i), expected[from + i], codes.get(i));
        }
      }
    }
  }

  @Test
  public void testOneImageAtATimeGivesTheSameCode() throws IOException {
    LabelledVectors images = SampleData.images().first(300);
    byte[][] expected = trainersCodes();
    for (int i = 0; i < images.size(); i += 100) {
      LabelledVectors one = images.select(new int[] {i});
      assertArrayEquals(expected[i], PackageCodes.of(model(), one, done -> {})[0]);
    }
  }

  @Test
  public void testItIsAsGoodAsItsManifestSays() throws IOException {
    LabelledVectors images = SampleData.images();
    LabelledVectors queries = images.firstOfEachClass(100);
    LabelledVectors unseen = images.without(queries);
    byte[][] codes = trainersCodes();
    RetrievalMetrics metrics =
        new RetrievalEvaluator(List.of(10)).evaluate(coded(queries, codes), coded(unseen, codes));
    System.out.println("unseen queries and database: " + metrics.asMap());
    assertTrue(metrics.toString(), metrics.map() > 0.80);
    assertTrue(model().manifest().metrics().get("map") > 0.85);
  }

  private static CodedItems coded(LabelledVectors part, byte[][] codes) {
    byte[][] some = Arrays.stream(part.origins()).mapToObj(i -> codes[i]).toArray(byte[][]::new);
    return CodedItems.of(part, BYTES * Byte.SIZE, some);
  }

  private static Path folder() {
    return Path.of(System.getProperty("hashing.models"));
  }

  private static ModelPackage model() throws IOException {
    return PackageReader.read(folder().resolve("fashion-1.zip"));
  }

  private static byte[][] trainersCodes() throws IOException {
    byte[] all = Files.readAllBytes(folder().resolve("fashion-1.codes"));
    assertEquals(10_000 * BYTES, all.length);
    byte[][] codes = new byte[10_000][];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = Arrays.copyOfRange(all, i * BYTES, (i + 1) * BYTES);
    }
    return codes;
  }
}
