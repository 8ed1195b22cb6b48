package hashing.store;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import hashing.encode.InputSpec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class PackageReaderTests {

  private static final long SEED = 20260102L;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void testRoundTrip() throws IOException {
    Random random = new Random(SEED);
    for (int round = 0; round < 100; round++) {
      ModelPackage model = randomPackage(random);
      byte[] zip = PackageWriter.write(model);
      assertSame(model, PackageReader.read(zip));
      assertArrayEquals(zip, PackageWriter.write(PackageReader.read(zip)));
      Path file = folder.newFile().toPath();
      Files.write(file, zip);
      assertSame(model, PackageReader.read(file));
    }
  }

  @Test
  public void testJdkReadsWhatWeWrite() throws IOException {
    ModelPackage model = randomPackage(new Random(SEED));
    Path file = folder.newFile().toPath();
    Files.write(file, PackageWriter.write(model));
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (Map.Entry<PackageEntry, byte[]> entry : model.entries().entrySet()) {
        ZipEntry found = zip.getEntry(entry.getKey().fileName());
        assertArrayEquals(entry.getValue(), zip.getInputStream(found).readAllBytes());
      }
    }
  }

  @Test
  public void testWritingIsDeterministic() {
    ModelPackage model = linear(new byte[16], new byte[4 * 4 * 9]);
    assertEquals(
        "e4a86d30f0b6794b186047918ffe201fc26f6263b9cfb778b56656c081e324ab",
        Sha256.hex(PackageWriter.write(model)));
  }

  @Test
  public void testEveryMutationIsRefusedOrHarmless() {
    Random random = new Random(SEED + 3);
    int refused = 0;
    for (int round = 0; round < 3000; round++) {
      ModelPackage model = randomPackage(random);
      byte[] zip =
          random.nextBoolean() ? PackageWriter.write(model) : deflated(files(model), random);
      byte[] mutated = mutate(zip, random);
      try {
        assertSame(model, PackageReader.read(mutated));
      } catch (IllegalArgumentException e) {
        refused++;
        assertTrue(e.getMessage(), e.getMessage().contains("found "));
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + (SEED + 3) + " round " + round, e);
      }
    }
    assertTrue("refused " + refused, refused > 2000);
  }

  private static byte[] mutate(byte[] zip, Random random) {
    byte[] mutated = zip.clone();
    int flips = 1 + random.nextInt(3);
    switch (random.nextInt(4)) {
      case 0 -> mutated = Arrays.copyOf(zip, random.nextInt(zip.length));
      case 1 -> mutated = Arrays.copyOf(zip, zip.length + 1 + random.nextInt(30));
      case 2 -> { // around the directory, where lengths and offsets are
        for (int i = 0; i < flips; i++) {
          int at = zip.length - 1 - random.nextInt(Math.min(zip.length, 200));
          mutated[at] = (byte) random.nextInt(256);
        }
      }
      default -> {
        for (int i = 0; i < flips; i++) {
          mutated[random.nextInt(zip.length)] ^= (byte) (1 << random.nextInt(8));
        }
      }
    }
    return mutated;
  }

  @Test
  public void testEveryCutIsRefused() {
    byte[] zip = PackageWriter.write(linear(new byte[16], new byte[4 * 4 * 9]));
    for (int length = 0; length < zip.length; length++) {
      byte[] cut = Arrays.copyOf(zip, length);
      assertThrows(IllegalArgumentException.class, () -> PackageReader.read(cut));
    }
  }

  @Test
  public void testNames() {
    Map<String, byte[]> files = files(linear(new byte[16], new byte[4 * 4 * 9]));
    for (String name : List.of("../evil", "/etc/passwd", "serving.properties", "manifest.json/")) {
      Map<String, byte[]> more = new HashMap<>(files);
      more.put(name, new byte[1]);
      assertRefused(
          deflated(more, new Random(SEED)),
          "found an unknown name, allowed are [idf.f32, licence.txt, manif");
    }
    byte[] twice = deflated(files, new Random(SEED));
    // The same length, so that only the name changes.
    byte[] renamed =
        new String(twice, StandardCharsets.ISO_8859_1)
            .replace("matrix.f32", "mean.f32\0\0")
            .getBytes(StandardCharsets.ISO_8859_1);
    assertRefused(renamed, "found an unknown name");
    assertRefused(stored("mean.f32", new byte[1], "mean.f32", new byte[1]), "found twice");
    assertRefused(stored("mean.f32", new byte[1]), "entry manifest.json: found none");
    assertRefused(stored(), "entry manifest.json: found none");
    int allowed = PackageEntry.values().length + 1;
    Object[] many = new Object[2 * (allowed + 1)];
    for (int i = 0; i < many.length; i += 2) {
      many[i] = "entry" + i;
      many[i + 1] = new byte[0];
    }
    assertRefused(stored(many), "found " + (allowed + 1) + " entries, allowed are " + allowed);
  }

  /** Whoever unpacks such an entry makes no file of it. */
  @Test
  public void testLinksAndFolders() {
    byte[] zip = PackageWriter.write(linear(new byte[16], new byte[4 * 4 * 9]));
    int matrix = new String(zip, StandardCharsets.ISO_8859_1).lastIndexOf("matrix.f32");
    for (int mode : new int[] {0xA1FF, 0x41ED, 0x21B6, 0x61B6, 0x11B6, 0xC1FF, 0x1000}) {
      byte[] linked = zip.clone();
      set(linked, matrix - 8, (long) mode << 16, 4);
      assertRefused(linked, "entry \"matrix.f32\": found attributes " + Integer.toHexString(mode));
    }
    byte[] folder = zip.clone();
    set(folder, matrix - 8, 0x10, 4);
    assertRefused(folder, "found attributes 10 of a link, a folder or a device, allowed are");
    for (long mode : new long[] {0x81A4, 0x01A4, 0}) { // of a file, of no type, of DOS
      byte[] file = zip.clone();
      set(file, matrix - 8, mode << 16 | 0x20, 4);
      assertEquals("shop@1", PackageReader.read(file).manifest().name().toString());
    }
  }

  @Test
  public void testZipBomb() {
    Map<String, byte[]> files = files(linear(new byte[16], new byte[4 * 4 * 9]));
    files.put("matrix.f32", new byte[64 << 20]);
    byte[] bomb = deflated(files, null);
    assertTrue(bomb.length < 1 << 17);
    assertRefused(bomb, "for so few compressed ones");
    byte[] stored = stored("matrix.f32", new byte[5000]);
    PackageLimits total = new PackageLimits(1 << 20, 4999, 100);
    PackageLimits file = new PackageLimits(5000, 1 << 20, 100);
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> PackageReader.read(stored, total));
    assertTrue(e.getMessage(), e.getMessage().contains("allowed are 4999"));
    assertThrows(IllegalArgumentException.class, () -> PackageReader.read(stored, file));
  }

  @Test
  public void testSumsAndFiles() {
    ModelPackage model = linear(new byte[16], new byte[4 * 4 * 9]);
    Map<String, byte[]> files = files(model);
    files.put("mean.f32", new byte[] {1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
    assertRefused(deflated(files, null), "entry mean.f32: found SHA-256 ");
    files = files(model);
    files.remove("mean.f32");
    assertRefused(deflated(files, null), "manifest.json: files: found");
    assertThrows(
        IllegalArgumentException.class,
        () -> new ModelPackage(model.manifest(), Map.of(PackageEntry.MEAN, new byte[16])));
    Map<PackageEntry, byte[]> more = new HashMap<>(model.entries());
    more.put(PackageEntry.MODEL, new byte[1]);
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> new ModelPackage(model.manifest(), more));
    assertEquals(
        "entry model.onnx: found in a package of kind linear, allowed are [mean.f32, matrix.f32,"
            + " licence.txt]",
        e.getMessage());
  }

  static ModelPackage linear(byte[] mean, byte[] matrix) {
    Manifest manifest =
        new Manifest(
            ModelName.parse("shop@1"),
            EncoderKind.LINEAR,
            9,
            "shop@1",
            new InputSpec.Vector(4),
            null,
            "itq",
            new TrainingData("toy", "0".repeat(64)),
            Map.of("map", 0.5),
            Map.of("ejml", "0.44.0"));
    return new ModelPackage(manifest, Map.of(PackageEntry.MEAN, mean, PackageEntry.MATRIX, matrix));
  }

  static ModelPackage randomPackage(Random random) {
    EncoderKind kind = pick(EncoderKind.values(), random);
    InputSpec input =
        kind == EncoderKind.HYPERPLANE || random.nextBoolean()
            ? new InputSpec.Vector(1 + random.nextInt(100))
            : new InputSpec.Image(
                1 + random.nextInt(100),
                1 + random.nextInt(100),
                pick(InputSpec.Channels.values(), random),
                random.nextFloat() + 0.1f,
                random.nextFloat(),
                random.nextFloat() + 0.1f,
                pick(InputSpec.Layout.values(), random),
                random.nextBoolean() ? InputSpec.Resize.STRETCH : null);
    Map<String, Double> metrics = new HashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      metrics.put("m" + i, random.nextGaussian());
    }
    Manifest manifest =
        new Manifest(
            new ModelName("m" + random.nextInt(100), "" + random.nextInt(9)),
            kind,
            1 + random.nextInt(16384),
            "space \"é\"",
            input,
            kind == EncoderKind.HYPERPLANE ? random.nextLong() : null,
            "method",
            random.nextBoolean() ? null : new TrainingData("data", "0a".repeat(32)),
            metrics,
            Map.of("djl", "0.38.0"));
    EnumMap<PackageEntry, byte[]> entries = new EnumMap<>(PackageEntry.class);
    for (PackageEntry entry : PackageEntry.values()) {
      if (kind.required().contains(entry)
          || (kind.optional().contains(entry) && random.nextBoolean())) {
        byte[] content = new byte[random.nextInt(500)];
        random.nextBytes(content);
        entries.put(entry, content);
      }
    }
    return new ModelPackage(manifest, entries);
  }

  private static void assertSame(ModelPackage expected, ModelPackage found) {
    assertEquals(expected.manifest(), found.manifest());
    assertEquals(expected.entries().keySet(), found.entries().keySet());
    expected.entries().forEach((e, bytes) -> assertArrayEquals(bytes, found.entries().get(e)));
  }

  private static Map<String, byte[]> files(ModelPackage model) {
    Map<String, byte[]> files = new HashMap<>();
    Map<String, String> sums = new HashMap<>();
    model
        .entries()
        .forEach((entry, bytes) -> {
          files.put(entry.fileName(), bytes);
          sums.put(entry.fileName(), Sha256.hex(bytes));
        });
    files.put(ManifestJson.FILE_NAME, ManifestJson.write(model.manifest(), sums));
    return files;
  }

  /** A zip as a tool writes it: each entry stored, or compressed where the coin says so. */
  private static byte[] deflated(Map<String, byte[]> files, Random random) {
    List<Object> parts = new ArrayList<>();
    files.forEach((name, content) -> {
      parts.add(name);
      parts.add(content);
    });
    return zip(random, parts.toArray());
  }

  private static byte[] stored(Object... parts) {
    return zip(
        new Random(SEED) {
          @Override
          public boolean nextBoolean() {
            return true;
          }
        },
        parts);
  }

  /** Sizes stand in front of the data, as they do where a zip tool writes to a file. */
  private static byte[] zip(Random random, Object... parts) {
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    ByteArrayOutputStream directory = new ByteArrayOutputStream();
    for (int i = 0; i < parts.length; i += 2) {
      byte[] name = ((String) parts[i]).getBytes(StandardCharsets.UTF_8);
      byte[] content = (byte[]) parts[i + 1];
      boolean store = random != null && random.nextBoolean();
      byte[] data = store ? content : deflate(content);
      CRC32 crc = new CRC32();
      crc.update(content);
      int start = zip.size();
      byte[] common = new byte[26];
      set(common, 0, 20, 2);
      set(common, 4, store ? 0 : 8, 2);
      set(common, 10, crc.getValue(), 4);
      set(common, 14, data.length, 4);
      set(common, 18, content.length, 4);
      set(common, 22, name.length, 2);
      zip.writeBytes(new byte[] {'P', 'K', 3, 4});
      zip.writeBytes(common);
      zip.writeBytes(name);
      zip.writeBytes(data);
      directory.writeBytes(new byte[] {'P', 'K', 1, 2, 20, 0});
      directory.writeBytes(common);
      byte[] rest = new byte[14];
      set(rest, 10, start, 4);
      directory.writeBytes(rest);
      directory.writeBytes(name);
    }
    byte[] end = new byte[22];
    System.arraycopy(new byte[] {'P', 'K', 5, 6}, 0, end, 0, 4);
    set(end, 8, parts.length / 2, 2);
    set(end, 10, parts.length / 2, 2);
    set(end, 12, directory.size(), 4);
    set(end, 16, zip.size(), 4);
    zip.writeBytes(directory.toByteArray());
    zip.writeBytes(end);
    return zip.toByteArray();
  }

  private static byte[] deflate(byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Deflater deflater = new Deflater(9, true);
    try (DeflaterOutputStream deflated = new DeflaterOutputStream(out, deflater)) {
      deflated.write(content);
    } catch (IOException e) {
      throw new AssertionError(e);
    } finally {
      deflater.end();
    }
    return out.toByteArray();
  }

  private static void set(byte[] bytes, int at, long value, int length) {
    for (int i = 0; i < length; i++) {
      bytes[at + i] = (byte) (value >>> (8 * i));
    }
  }

  @Test
  public void testStreamedZipIsRefusedWithReason() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("mean.f32"));
      zip.write(new byte[9]);
    }
    assertRefused(out.toByteArray(), "allowed are stored (0) and deflated (8) data behind their");
  }

  private static void assertRefused(byte[] zip, String message) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> PackageReader.read(zip));
    assertTrue(e.getMessage(), e.getMessage().contains(message));
  }

  private static <T> T pick(T[] values, Random random) {
    return values[random.nextInt(values.length)];
  }
}
