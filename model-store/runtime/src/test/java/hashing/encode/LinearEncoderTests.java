package hashing.encode;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import hashing.code.Codes;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.Test;

public class LinearEncoderTests {

  private static final long SEED = 20260106L;

  @Test
  public void testAgreesWithPlainLoop() {
    Random random = new Random(SEED);
    for (int round = 0; round < 200; round++) {
      int size = 1 + random.nextInt(80);
      int bits = 1 + random.nextInt(100);
      float[] mean = normal(size, random);
      float[] matrix = normal(size * bits, random);
      LinearEncoder encoder = new LinearEncoder(new InputSpec.Vector(size), bits, mean, matrix);
      float[] values = normal(size, random);
      byte[] code = code(encoder, new EncoderInput.Vector(values));
      assertEquals(Codes.byteLength(bits), code.length);
      assertEquals(-1, Codes.firstTailBit(code, bits));
      for (int bit = 0; bit < bits; bit++) {
        double sum = 0;
        for (int i = 0; i < size; i++) {
          sum += ((double) values[i] - mean[i]) * matrix[i * bits + bit];
        }
        assertEquals(sum, encoder.relaxed(values)[bit], 0);
        assertEquals((float) sum, encoder.relaxed(new EncoderInput.Vector(values))[bit], 0);
        assertEquals("seed " + SEED + " round " + round, sum > 0, Codes.get(code, bit));
      }
    }
  }

  @Test
  public void testZeroGivesZero() {
    LinearEncoder encoder =
        new LinearEncoder(new InputSpec.Vector(1), 3, new float[] {2}, new float[] {1, -1, 0});
    assertEquals(0, code(encoder, new EncoderInput.Vector(new float[] {2}))[0]);
    assertEquals((byte) 0x80, code(encoder, new EncoderInput.Vector(new float[] {3}))[0]);
    assertEquals((byte) 0x40, code(encoder, new EncoderInput.Vector(new float[] {1}))[0]);
  }

  @Test
  public void testRefusals() {
    InputSpec input = new InputSpec.Vector(2);
    assertRefused("mean: found 1 floats, allowed are 2", input, new float[1], new float[6]);
    assertRefused("matrix: found 5 floats, allowed are 6", input, new float[2], new float[5]);
    float[] bad = new float[6];
    bad[3] = Float.POSITIVE_INFINITY;
    assertRefused(
        "matrix: found Infinity at position 3, allowed are finite floats",
        input,
        new float[2],
        bad);
    LinearEncoder encoder = new LinearEncoder(input, 3, new float[2], new float[6]);
    List<Encoding> encodings =
        encoder.encode(
            List.of(
                new EncoderInput.Vector(new float[3]),
                new EncoderInput.Vector(new float[2]),
                new EncoderInput.Image(new byte[3])));
    assertEquals(
        new Encoding.Refused("found a vector of dimension 3, allowed is 2"), encodings.get(0));
    assertTrue(encodings.get(1) instanceof Encoding.Encoded);
    assertEquals(
        new Encoding.Refused("found input of kind image, this encoder takes a vector"),
        encodings.get(2));
    assertThrows(
        IllegalArgumentException.class,
        () -> encoder.relaxed(new EncoderInput.Vector(new float[3])));
  }

  private static void assertRefused(String message, InputSpec input, float[] mean, float[] matrix) {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> new LinearEncoder(input, 3, mean, matrix));
    assertEquals(message, e.getMessage());
  }

  @Test
  public void testHyperplanesFollowTheStatedRecipe() {
    for (long seed : new long[] {0, 1, -1, 42, Long.MIN_VALUE}) {
      // The JDK's generator of that name draws the same numbers.
      SplittableRandom random = new SplittableRandom(seed);
      float[] matrix = Hyperplanes.matrix(seed, 7, 13);
      for (float value : matrix) {
        double u = ((random.nextLong() >>> 11) + 1) / 0x1p53;
        double v = (random.nextLong() >>> 11) / 0x1p53;
        double normal = StrictMath.sqrt(-2 * StrictMath.log(u)) * StrictMath.cos(2 * Math.PI * v);
        assertEquals("seed " + seed, (float) normal, value, 0);
      }
    }
  }

  @Test
  public void testHyperplanesAreNormal() {
    float[] matrix = Hyperplanes.matrix(SEED, 1000, 200);
    double sum = 0;
    double squares = 0;
    int outside = 0;
    for (float value : matrix) {
      sum += value;
      squares += (double) value * value;
      outside += Math.abs(value) > 2 ? 1 : 0;
    }
    assertEquals(0, sum / matrix.length, 0.01);
    assertEquals(1, squares / matrix.length, 0.02);
    assertEquals(0.0455, outside / (double) matrix.length, 0.002);
    assertThrows(IllegalArgumentException.class, () -> Hyperplanes.matrix(1, 1 << 14, 1 << 14));
  }

  /** P(bits differ) is the angle over pi (Goemans and Williamson 1995). */
  @Test
  public void testDistanceIsTheAngle() {
    int bits = 4096;
    LinearEncoder encoder =
        new LinearEncoder(
            new InputSpec.Vector(2), bits, new float[2], Hyperplanes.matrix(SEED, 2, bits));
    byte[] first = encoder.code(new float[] {1, 0});
    for (double angle : new double[] {0.1, 1, 2, 3}) {
      byte[] second = encoder.code(new float[] {(float) Math.cos(angle), (float) Math.sin(angle)});
      assertEquals(angle / Math.PI, Codes.distance(first, second) / (double) bits, 0.03);
    }
  }

  @Test
  public void testImagesBecomeFloats() {
    InputSpec.Image rgb =
        new InputSpec.Image(2, 1, InputSpec.Channels.RGB, 0.5f, 1, 2, InputSpec.Layout.CHW, null);
    byte[] samples = {0, 10, (byte) 200, 1, 2, 3};
    float[] values = FloatInputs.image(rgb, new DecodedImage(2, 1, 3, samples));
    int[] planes = {0, 1, 10, 2, 200, 3};
    for (int i = 0; i < planes.length; i++) {
      assertEquals((planes[i] * 0.5f - 1) / 2, values[i], 0);
    }
    float[] tripled = FloatInputs.image(rgb, new DecodedImage(2, 1, 1, new byte[] {7, 9}));
    for (int i = 0; i < 6; i++) {
      assertEquals(((i % 2 == 0 ? 7 : 9) * 0.5f - 1) / 2, tripled[i], 0);
    }
    InputSpec.Image grey = InputSpec.Image.unit(2, 1, InputSpec.Channels.GREY);
    float[] greys = FloatInputs.image(grey, new DecodedImage(2, 1, 3, samples));
    assertEquals(((38470 * 10 + 7471 * 200 + 32768) >> 16) * (1f / 255), greys[0], 0);
    assertEquals(2 * (1f / 255), greys[1], 0);
    DecodedImage upright = new DecodedImage(1, 2, 1, new byte[2]);
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> FloatInputs.image(grey, upright));
    assertEquals("found an image of 1 x 2 pixels, allowed is 2 x 1", e.getMessage());
  }

  private static float[] normal(int length, Random random) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private static byte[] code(Encoder encoder, EncoderInput input) {
    return ((Encoding.Encoded) encoder.encode(List.of(input)).get(0)).code();
  }
}
