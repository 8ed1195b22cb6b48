package hashing.store;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import hashing.encode.Encoder;
import hashing.encode.EncoderInput;
import hashing.encode.Encoding;
import hashing.encode.Hyperplanes;
import hashing.encode.InputKind;
import hashing.encode.InputSpec;
import hashing.encode.LinearEncoder;
import hashing.encode.onnx.OnnxEncoder;
import hashing.encode.onnx.TestModels;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.Test;

public class EncoderLoaderTests {

  private static final long SEED = 20260108L;

  private static Manifest manifest(EncoderKind kind, InputSpec input, int bits) {
    return new Manifest(
        ModelName.parse("m@1"),
        kind,
        bits,
        "m@1",
        input,
        kind == EncoderKind.HYPERPLANE ? SEED : null,
        "test",
        null,
        Map.of(),
        Map.of());
  }

  private static float[] noise(int length, long seed) {
    return Hyperplanes.matrix(seed, length, 1);
  }

  /** Through the package's bytes, as a node gets it. */
  private static Encoder open(ModelPackage model) {
    return EncoderLoader.open(PackageReader.read(PackageWriter.write(model)));
  }

  private static byte[] code(Encoder encoder, EncoderInput input) {
    return ((Encoding.Encoded) encoder.encode(List.of(input)).get(0)).code();
  }

  @Test
  public void testHyperplane() {
    InputSpec input = new InputSpec.Vector(9);
    Manifest manifest = manifest(EncoderKind.HYPERPLANE, input, 70);
    float[] mean = noise(9, 1);
    float[] planes = Hyperplanes.matrix(SEED, 9, 70);
    float[] values = noise(9, 2);
    try (Encoder plain = open(new ModelPackage(manifest, Map.of()));
        Encoder centred =
            open(new ModelPackage(manifest, Map.of(PackageEntry.MEAN, FloatFiles.write(mean))))) {
      assertArrayEquals(
          new LinearEncoder(input, 70, new float[9], planes).code(values),
          code(plain, new EncoderInput.Vector(values)));
      assertArrayEquals(
          new LinearEncoder(input, 70, mean, planes).code(values),
          code(centred, new EncoderInput.Vector(values)));
    }
  }

  @Test
  public void testLinearOnImages() throws IOException {
    InputSpec.Image input = InputSpec.Image.unit(4, 3, InputSpec.Channels.GREY);
    float[] mean = noise(12, 3);
    float[] matrix = noise(12 * 20, 4);
    BufferedImage image = new BufferedImage(4, 3, BufferedImage.TYPE_BYTE_GRAY);
    float[] values = new float[12];
    Random random = new Random(SEED);
    for (int i = 0; i < 12; i++) {
      int sample = random.nextInt(256);
      image.getRaster().setSample(i % 4, i / 4, 0, sample);
      values[i] = sample * (1f / 255);
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    assertTrue(ImageIO.write(image, "png", file));
    try (Encoder encoder = open(linear(input, 20, mean, matrix))) {
      assertEquals(InputKind.IMAGE, encoder.input());
      assertEquals(20, encoder.bitCount());
      assertArrayEquals(
          new LinearEncoder(input, 20, mean, matrix).code(values),
          code(encoder, new EncoderInput.Image(file.toByteArray())));
    }
  }

  private static ModelPackage linear(InputSpec input, int bits, float[] mean, float[] matrix) {
    return new ModelPackage(
        manifest(EncoderKind.LINEAR, input, bits),
        Map.of(
            PackageEntry.MEAN,
            FloatFiles.write(mean),
            PackageEntry.MATRIX,
            FloatFiles.write(matrix)));
  }

  @Test
  public void testOnnx() {
    TestModels.Network network = TestModels.Network.random(10, 8, 24, new Random(SEED));
    InputSpec input = new InputSpec.Vector(10);
    ModelPackage model =
        new ModelPackage(
            manifest(EncoderKind.ONNX, input, 24), Map.of(PackageEntry.MODEL, network.onnx()));
    float[] values = noise(10, 5);
    try (Encoder loaded = open(model);
        Encoder direct = OnnxEncoder.open(network.onnx(), input, 24)) {
      assertArrayEquals(
          code(direct, new EncoderInput.Vector(values)),
          code(loaded, new EncoderInput.Vector(values)));
    }
  }

  @Test
  public void testRefusals() {
    InputSpec input = new InputSpec.Vector(4);
    assertRefused(
        linear(input, 9, new float[5], new float[36]),
        "entry mean.f32: found 20 bytes, allowed are 16 (4 floats)");
    assertRefused(
        linear(input, 9, new float[4], new float[35]),
        "entry matrix.f32: found 140 bytes, allowed are 144 (36 floats)");
    assertRefused(
        linear(input, 9, new float[] {0, Float.NaN, 0, 0}, new float[36]),
        "mean: found NaN at position 1, allowed are finite floats");
    assertRefused(
        new ModelPackage(
            manifest(EncoderKind.ONNX, input, 9), Map.of(PackageEntry.MODEL, new byte[0])),
        "entry model.onnx: found no graph, allowed is an ONNX model");
    assertRefused(
        new ModelPackage(
            manifest(EncoderKind.HYPERPLANE, new InputSpec.Vector(1 << 20), 16384), Map.of()),
        "dimension x bits: found 1048576 x 16384, allowed are 67108864 values");
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new ModelPackage(manifest(EncoderKind.ONNX, input, 9), Map.of()));
    assertEquals("entry model.onnx: found none, kind onnx needs it", e.getMessage());
  }

  private static void assertRefused(ModelPackage model, String message) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> EncoderLoader.open(model));
    assertEquals(message, e.getMessage());
  }
}
