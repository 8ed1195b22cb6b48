package hashing.train.data;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import hashing.encode.Encoder;
import hashing.encode.EncoderInput;
import hashing.encode.Encoding;
import hashing.encode.FloatInputs;
import hashing.encode.InputSpec;
import hashing.method.Methods;
import hashing.store.EncoderLoader;
import hashing.store.ModelName;
import hashing.store.ModelPackage;
import hashing.store.PackageReader;
import hashing.store.PackageWriter;
import hashing.train.Agreement;
import hashing.train.Options;
import hashing.train.PackageCodes;
import hashing.train.PackageExport;
import hashing.train.Progress;
import hashing.train.TrainedEncoder;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
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

  /** What is trained on a folder takes the folder's own files, of any size, with the same codes. */
  @Test
  public void testPackageTakesFilesOfAnySize() throws IOException {
    List<Path> files = mixed(new Random(SEED));
    DataDivision division =
        PictureFolder.load(folder.getRoot().toPath(), DataSet.Asked.TEST, Progress.NONE);
    TrainedEncoder trained =
        Methods.get("itq")
            .trainer(16, 1, new Options(Map.of("iterations", "5")))
            .train(division.train(), Progress.NONE);
    ModelPackage model =
        PackageReader.read(
            PackageWriter.write(
                PackageExport.of(trained, ModelName.parse("mixed@1"), division.train().input())));
    assertEquals(PictureFolder.INPUT, model.manifest().input());
    Agreement held = Agreement.of(trained, model, division);
    assertEquals(division.held().size(), held.codes());
    assertEquals(0, held.bitsDifferent());
    byte[][] codes = trained.encode(division.train().rows());
    Set<String> different = new HashSet<>();
    try (Encoder encoder = EncoderLoader.open(model)) {
      for (int row = 0; row < codes.length; row++) {
        Path file = files.get(division.train().origins()[row]);
        Encoding code =
            encoder.encode(List.of(new EncoderInput.Image(Files.readAllBytes(file)))).getFirst();
        assertArrayEquals(file.toString(), codes[row], ((Encoding.Encoded) code).code());
        different.add(HexFormat.of().formatHex(codes[row]));
      }
    }
    assertTrue(different.toString(), different.size() > 20);
  }

  /** A package from before, which takes one size alone, can be judged by the same rows. */
  @Test
  public void testRowsAreThoseOfTheExactSize() {
    LabelledVectors rows = SampleData.clusters(2, 20, 3 * 4, 0.6, 7);
    InputSpec.Image exact = InputSpec.Image.unit(2, 2, InputSpec.Channels.RGB);
    InputSpec.Image any = exact.resized(InputSpec.Resize.STRETCH);
    TrainedEncoder encoder =
        Methods.get("lsh").trainer(8, 1, new Options(Map.of())).train(rows, Progress.NONE);
    ModelPackage model = PackageExport.of(encoder, ModelName.parse("exact@1"), exact);
    LabelledVectors stretched =
        new LabelledVectors("any", "1".repeat(64), any, rows.rows(), rows.labels());
    assertArrayEquals(encoder.encode(rows.rows()), PackageCodes.of(model, stretched, done -> {}));
  }

  /** Two classes of 40 pictures, from 1 x 1 to 90 x 90, in every mode and format, in order. */
  private List<Path> mixed(Random random) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String name : new String[] {"dark", "light"}) {
      Path of = folder.newFolder(name).toPath();
      for (int i = 0; i < 40; i++) {
        int side = i % 10 == 0 ? 32 : 1 + random.nextInt(90);
        int other = i % 10 == 0 ? 32 : 1 + random.nextInt(90);
        String format = i % 3 == 0 ? "gif" : i % 3 == 1 ? "jpg" : "png";
        int[] types = {
          BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_3BYTE_BGR, BufferedImage.TYPE_4BYTE_ABGR
        };
        BufferedImage image =
            new BufferedImage(side, other, types[random.nextInt(format.equals("jpg") ? 2 : 3)]);
        int colour = random.nextInt();
        for (int pixel = 0; pixel < side * other; pixel++) {
          int argb = (random.nextInt() & 0xFF3F3F3F) ^ (colour & 0xFFFFFF);
          argb &= name.equals("dark") ? 0xFF7F7F7F : -1;
          image.setRGB(pixel % side, pixel / side, argb);
        }
        Path file = of.resolve(String.format(Locale.ROOT, "%02d.%s", i, format));
        assertTrue(format, ImageIO.write(image, format, file.toFile()));
        files.add(file);
      }
    }
    return files;
  }

  @Test
  public void testRefusedFilesAreNamed() throws IOException {
    mixed(new Random(SEED + 1));
    Path cut = folder.getRoot().toPath().resolve("dark/cut.png");
    byte[] whole = png(noise(20, 20, new Random(SEED)));
    Files.write(cut, Arrays.copyOf(whole, whole.length / 2));
    IOException refusal =
        assertThrows(
            IOException.class,
            () -> PictureFolder.load(folder.getRoot().toPath(), DataSet.Asked.TEST, Progress.NONE));
    assertTrue(refusal.getMessage(), refusal.getMessage().startsWith("[" + cut + "]: found a"));
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
        new DataSet.Request(folder.getRoot().toPath(), "pixels", DataSet.Asked.TEST, false);
    IOException refusal =
        assertThrows(IOException.class, () -> new Emoji().load(request, Progress.NONE));
    assertTrue(refusal.getMessage(), refusal.getMessage().contains("hashing fetch emoji"));
  }
}
