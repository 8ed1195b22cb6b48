package hashing.fingerprint;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import hashing.code.Codes;
import hashing.encode.BuiltInEncoders;
import hashing.encode.Encoder;
import hashing.encode.EncoderInput;
import hashing.encode.Encoding;
import hashing.encode.InputSpec;
import hashing.encode.LinearEncoder;
import hashing.encode.onnx.OnnxEncoder;
import hashing.encode.onnx.TestModels;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.Before;
import org.junit.Test;

public class ComparisonTests {

  private static final int SIZE = 24;
  private static final int BITS = 20;

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);
  private float[] mean;
  private float[] matrix;

  @Before
  public void draw() {
    System.out.println("seed " + seed);
    mean = normal(SIZE);
    matrix = normal(SIZE * BITS);
  }

  private float[] normal(int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private static Encoder linear(float[] mean, float[] matrix) {
    return new LinearEncoder(new InputSpec.Vector(SIZE), matrix.length / SIZE, mean, matrix);
  }

  private static Comparison compare(Encoder one, Encoder other) {
    Comparison comparison = Comparison.of(probed(one), probed(other), () -> {});
    Comparison back = Comparison.of(probed(other), probed(one), () -> {});
    assertEquals(comparison.relation(), back.relation());
    assertEquals(comparison.differingBits(), back.differingBits());
    return comparison;
  }

  private static ProbedEncoder probed(Encoder encoder) {
    return new ProbedEncoder(Fingerprint.of(encoder, () -> {}), encoder);
  }

  /** Bits of the further probes' codes that differ, by the plainest loop. */
  private static long differing(Encoder one, Encoder other) {
    ProbeSet probes = ProbeSet.of(one);
    long differing = 0;
    for (int i = probes.size(); i < probes.size() + ProbeSet.FURTHER; i++) {
      differing += Codes.distance(code(one, probes.input(i)), code(other, probes.input(i)));
    }
    return differing;
  }

  private static byte[] code(Encoder encoder, EncoderInput input) {
    return ((Encoding.Encoded) encoder.encode(List.of(input)).getFirst()).code();
  }

  @Test
  public void testAnEncoderIsItself() {
    Comparison comparison = compare(linear(mean, matrix), linear(mean, matrix));
    assertEquals(Relation.INTERCHANGEABLE, comparison.relation());
    assertTrue(comparison.exact());
    assertEquals("", comparison.reason());
    assertEquals(0, comparison.largestDifference(), 0);
    assertEquals(ProbeSet.FURTHER * BITS, comparison.comparedBits());
  }

  /** The same network by two plain loops in doubles and by ONNX Runtime in floats. */
  @Test
  public void testTwoRuntimes() {
    TestModels.Network network = TestModels.Network.random(SIZE, 30, BITS, random);
    try (Encoder onnx = OnnxEncoder.open(network.onnx(), new InputSpec.Vector(SIZE), BITS)) {
      Encoder plain = new ByLoops(network);
      Comparison comparison = compare(onnx, plain);
      assertEquals(comparison.toString(), Relation.INTERCHANGEABLE, comparison.relation());
      assertFalse("the runtimes agree to the last digit", comparison.exact());
      assertTrue(comparison.toString(), comparison.largestDifference() > 0);
      assertTrue(comparison.toString(), comparison.largestDifference() < 1e-5);
      assertEquals(differing(onnx, plain), comparison.differingBits());
    }
  }

  @Test
  public void testABiasMovedIsAnother() {
    for (float moved : new float[] {0.05f, 5, -0.01f}) {
      float[] other = mean.clone();
      other[random.nextInt(SIZE)] += moved;
      Comparison comparison = compare(linear(mean, matrix), linear(other, matrix));
      assertEquals(comparison.toString(), Relation.DIFFERENT, comparison.relation());
    }
  }

  @Test
  public void testBitsTurnedOverAreIsometricAndNoMore() {
    float[] turned = matrix.clone();
    int bit = random.nextInt(BITS);
    for (int i = bit; i < turned.length; i += BITS) {
      turned[i] = -turned[i];
    }
    Encoder one = linear(mean, matrix);
    Encoder other = linear(mean, turned);
    Comparison comparison = compare(one, other);
    assertEquals(comparison.toString(), Relation.ISOMETRIC, comparison.relation());
    assertEquals(0, comparison.differingBits());
    assertEquals(ProbeSet.FURTHER, differing(one, other));
    assertFalse(probed(one).fingerprint().mayEqual(probed(other).fingerprint()));
    assertEquals(Relation.ISOMETRIC, compare(new CodesOnly(one), new CodesOnly(other)).relation());
  }

  @Test
  public void testBitsInAnotherOrderAreIsometricAndNoMore() {
    List<Integer> order = IntStream.range(0, BITS).boxed().toList().reversed();
    float[] moved = new float[matrix.length];
    for (int i = 0; i < moved.length; i++) {
      moved[i / BITS * BITS + order.get(i % BITS)] = (order.get(i % BITS) % 3 - 1.5f) * matrix[i];
    }
    // Scaled besides, which relaxed values show and codes do not.
    Comparison scaled = compare(linear(mean, matrix), linear(mean, moved));
    assertEquals(scaled.toString(), Relation.DIFFERENT, scaled.relation());
    assertEquals(
        Relation.ISOMETRIC,
        compare(new CodesOnly(linear(mean, matrix)), new CodesOnly(linear(mean, moved)))
            .relation());
    for (int i = 0; i < moved.length; i++) {
      moved[i / BITS * BITS + order.get(i % BITS)] = matrix[i];
    }
    Comparison comparison = compare(linear(mean, matrix), linear(mean, moved));
    assertEquals(comparison.toString(), Relation.ISOMETRIC, comparison.relation());
  }

  @Test
  public void testOthersAreDifferent() {
    Encoder one = linear(mean, matrix);
    assertEquals(Relation.DIFFERENT, compare(one, linear(mean, normal(SIZE * BITS))).relation());
    assertEquals(
        Relation.DIFFERENT,
        compare(one, linear(mean, Arrays.copyOf(matrix, SIZE * (BITS - 1)))).relation());
    Encoder texts = BuiltInEncoders.find("python-simhash-2").orElseThrow().encoder();
    assertEquals(Relation.DIFFERENT, compare(one, texts).relation());
  }

  @Test
  public void testWithoutRelaxedCodesNoBitMayDiffer() {
    Encoder one = linear(mean, matrix);
    assertEquals(
        Relation.INTERCHANGEABLE, compare(new CodesOnly(one), new CodesOnly(one)).relation());
    assertEquals(Relation.INTERCHANGEABLE, compare(new CodesOnly(one), one).relation());
    float[] near = mean.clone();
    near[0] += 1e-3f;
    Encoder other = linear(near, matrix);
    long differing = differing(one, other);
    Comparison comparison = compare(new CodesOnly(one), new CodesOnly(other));
    assertEquals(
        comparison.toString() + differing,
        differing == 0,
        comparison.relation() == Relation.INTERCHANGEABLE);
  }

  @Test
  public void testBuiltInEncodersAreApart() {
    List<ProbedEncoder> all =
        BuiltInEncoders.names().stream()
            .map(name -> probed(BuiltInEncoders.find(name).orElseThrow().encoder()))
            .toList();
    for (ProbedEncoder one : all) {
      for (ProbedEncoder other : all) {
        Relation relation = Comparison.of(one, other, () -> {}).relation();
        assertEquals(one == other ? Relation.INTERCHANGEABLE : Relation.DIFFERENT, relation);
      }
    }
  }

  /** A model whose numbers overflow: to infinity, and to NaN, where it refuses. */
  @Test
  public void testBrokenModels() {
    float[] huge = new float[SIZE * BITS];
    Arrays.fill(huge, Float.MAX_VALUE);
    TestModels.Network broken =
        new TestModels.Network(SIZE, BITS, BITS, huge, new float[BITS * BITS]);
    InputSpec vector = new InputSpec.Vector(SIZE);
    try (Encoder one = OnnxEncoder.open(broken.onnx(), vector, BITS)) {
      Comparison comparison = compare(one, one);
      assertNotEquals(comparison.toString(), Relation.ISOMETRIC, comparison.relation());
      assertNotEquals(Relation.INTERCHANGEABLE, compare(one, linear(mean, matrix)).relation());
    }
    Encoder refusing = new Refusing(BITS);
    Comparison nothing = compare(refusing, refusing);
    assertEquals(Relation.DIFFERENT, nothing.relation());
    assertEquals("both refuse all probes", nothing.reason());
  }

  @Test
  public void testCancelled() {
    AtomicInteger left = new AtomicInteger(10);
    Runnable checkpoint =
        () -> {
          if (left.decrementAndGet() == 0) {
            throw new CancellationException();
          }
        };
    assertThrows(
        CancellationException.class, () -> Fingerprint.of(linear(mean, matrix), checkpoint));
    ProbedEncoder one = probed(linear(mean, matrix));
    left.set(10);
    assertThrows(CancellationException.class, () -> Comparison.of(one, one, checkpoint));
  }

  @Test
  public void testAFingerprintIsReadBack() {
    for (Encoder encoder : List.of(linear(mean, matrix), new CodesOnly(linear(mean, matrix)))) {
      Fingerprint print = Fingerprint.of(encoder, () -> {});
      Fingerprint read = FingerprintMap.read(FingerprintMap.write(print));
      assertEquals(print.code(), read.code());
      assertEquals(print.exact(), read.exact());
      assertEquals(print.groups(), read.groups());
      assertTrue(Arrays.equals(print.relaxed(), read.relaxed()));
      assertEquals(
          Relation.INTERCHANGEABLE,
          Comparison.of(new ProbedEncoder(read, encoder), probed(encoder), () -> {}).relation());
    }
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> FingerprintMap.read(Collections.emptyMap()));
    assertTrue(e.getMessage(), e.getMessage().contains("fingerprint.probes: found nothing"));
  }
}
