package hashing.benchmark;

import com.google.gson.JsonObject;
import hashing.encode.EncoderInput;
import hashing.encode.InputKind;
import hashing.encode.InputSpec;
import hashing.encode.TextSpec;
import hashing.store.EncoderKind;
import hashing.store.FloatFiles;
import hashing.store.Manifest;
import hashing.store.ModelName;
import hashing.store.ModelPackage;
import hashing.store.PackageEntry;
import hashing.store.PackageWriter;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/** Good packages of every kind, from which bad ones are made, and inputs to try them with. */
final class SeedPackages {

  private static final long SEED = 20260501;
  private static final int BITS = 16;

  /** What the ids of all of them start with. */
  static final String ID = "hostile-";

  private static final int DIMENSION = 8;

  private SeedPackages() {}

  /**
   * By their names: those of the repository, and small ones of each other kind.
   *
   * @param root the repository
   */
  static Map<String, byte[]> all(Path root) throws IOException {
    Map<String, byte[]> all = new LinkedHashMap<>();
    all.put("onnx", onnx());
    all.put("linear", file(root, "yaml-rest-tests/src/test/models/signs-1.zip"));
    all.put("sentence", file(root, "yaml-rest-tests/src/test/models/sentences-1.zip"));
    all.put("hyperplane", hyperplane());
    all.put("terms", terms());
    all.put("fashion", file(root, "model-store/models/fashion-1.zip"));
    all.replaceAll(SeedPackages::renamed);
    return all;
  }

  private static byte[] file(Path root, String name) throws IOException {
    return Files.readAllBytes(root.resolve(name));
  }

  /** Under an id of its own, so that on a node no other model is replaced. */
  private static byte[] renamed(String name, byte[] zip) {
    LoosePackage loose = LoosePackage.read(zip);
    JsonObject manifest = loose.manifest();
    manifest.addProperty("id", ID + name);
    manifest.addProperty("code_space", ID + name + "@" + manifest.get("version").getAsString());
    loose.manifest(manifest);
    return loose.zip();
  }

  private static byte[] onnx() {
    byte[] file = OnnxModels.layers(DIMENSION, 12, BITS).file();
    return write(
        EncoderKind.ONNX, new InputSpec.Vector(DIMENSION), Map.of(PackageEntry.MODEL, file));
  }

  private static byte[] hyperplane() {
    byte[] licence = "Nobody's.\n".repeat(20).getBytes(StandardCharsets.UTF_8);
    return write(
        EncoderKind.HYPERPLANE,
        new InputSpec.Vector(DIMENSION),
        Map.of(
            PackageEntry.MEAN, FloatFiles.write(floats(DIMENSION)), PackageEntry.LICENCE, licence));
  }

  private static byte[] terms() {
    int buckets = 64;
    return write(
        EncoderKind.LINEAR,
        new TextSpec.Terms(DIMENSION, buckets, 1000),
        Map.of(
            PackageEntry.IDF, FloatFiles.write(floats(buckets)),
            PackageEntry.PROJECTION, FloatFiles.write(floats(buckets * DIMENSION)),
            PackageEntry.MEAN, FloatFiles.write(floats(DIMENSION)),
            PackageEntry.MATRIX, FloatFiles.write(floats(DIMENSION * BITS))));
  }

  private static float[] floats(int count) {
    Random random = new Random(SEED);
    float[] floats = new float[count];
    for (int i = 0; i < count; i++) {
      floats[i] = Math.abs((float) random.nextGaussian());
    }
    return floats;
  }

  private static byte[] write(
      EncoderKind kind, InputSpec input, Map<PackageEntry, byte[]> entries) {
    Manifest manifest =
        new Manifest(
            ModelName.parse(ID + "@1"),
            kind,
            BITS,
            ID,
            input,
            kind == EncoderKind.HYPERPLANE ? SEED : null,
            "chance",
            null,
            Map.of("map", 0.5),
            Map.of("java", "25"));
    return PackageWriter.write(new ModelPackage(manifest, entries));
  }

  /** Three inputs of a kind, of the size that is asked for. */
  static List<EncoderInput> inputs(InputKind kind, InputSpec spec) {
    return IntStream.range(0, 3).mapToObj(i -> input(kind, spec, i)).toList();
  }

  private static EncoderInput input(InputKind kind, InputSpec spec, int number) {
    return switch (kind) {
      case TEXT -> new EncoderInput.Text("a bad fig, dig cab. ".repeat(1 + number * number));
      case VECTOR -> {
        Random random = new Random(SEED + number);
        float[] values = new float[Math.min(spec.size(), 1 << 20)];
        for (int i = 0; i < values.length; i++) {
          values[i] = (float) random.nextGaussian();
        }
        yield new EncoderInput.Vector(values);
      }
      case IMAGE -> new EncoderInput.Image(picture((InputSpec.Image) spec, number));
    };
  }

  private static byte[] picture(InputSpec.Image spec, int number) {
    int width = Math.min(spec.width(), 512);
    int height = Math.min(spec.height(), 512);
    var picture = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    Random random = new Random(SEED + number);
    for (int i = 0; i < width * height; i++) {
      picture.getRaster().setSample(i % width, i / width, 0, random.nextInt(256));
    }
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      ImageIO.write(picture, "png", png);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return png.toByteArray();
  }
}
