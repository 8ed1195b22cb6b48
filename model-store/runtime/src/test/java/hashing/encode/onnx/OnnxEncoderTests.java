package hashing.encode.onnx;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import hashing.code.Codes;
import hashing.encode.EncoderInput;
import hashing.encode.Encoding;
import hashing.encode.InputSpec;
import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.Test;

public class OnnxEncoderTests {

  private static final long SEED = 20260104L;

  @Test
  public void testAgreesWithPlainLoops() {
    Random random = new Random(SEED);
    for (int round = 0; round < 20; round++) {
      TestModels.Network network =
          TestModels.Network.random(
              1 + random.nextInt(60), 1 + random.nextInt(40), 1 + random.nextInt(100), random);
      try (OnnxEncoder encoder = open(network)) {
        List<EncoderInput> inputs = inputs(network.size(), 80, random);
        List<Encoding> encodings = encoder.encode(inputs);
        for (int i = 0; i < inputs.size(); i++) {
          double[] relaxed = network.relaxed(((EncoderInput.Vector) inputs.get(i)).values());
          byte[] code = code(encodings.get(i));
          assertEquals(Codes.byteLength(network.bits()), code.length);
          float[] signed = encoder.relaxed(inputs.get(i));
          assertArrayEquals(code, Codes.pack(signed));
          for (int bit = 0; bit < network.bits(); bit++) {
            assertEquals(relaxed[bit], signed[bit], 1e-3 * (1 + Math.abs(relaxed[bit])));
            // So near to 0, 32-bit floats may be on the other side.
            if (Math.abs(relaxed[bit]) > 1e-3) {
              assertEquals("seed " + SEED, relaxed[bit] > 0, Codes.get(code, bit));
            }
          }
        }
      }
    }
  }

  @Test
  public void testSameCodeInEveryBatch() {
    Random random = new Random(SEED + 1);
    for (int size : new int[] {784, 33}) {
      TestModels.Network network = TestModels.Network.random(size, 200, 64, random);
      try (OnnxEncoder encoder = open(network)) {
        List<EncoderInput> inputs = inputs(size, 256, random);
        List<Encoding> whole = encoder.encode(inputs);
        for (int batch : new int[] {1, 2, 7, 32, 255}) {
          for (int start = 0; start < 256; start += batch) {
            int end = Math.min(start + batch, 256);
            List<Encoding> part = encoder.encode(inputs.subList(start, end));
            for (int i = start; i < end; i++) {
              assertArrayEquals(
                  "seed " + (SEED + 1) + " batch " + batch,
                  code(whole.get(i)),
                  code(part.get(i - start)));
            }
          }
        }
      }
    }
  }

  @Test
  public void testModelsThatMindTheirCompanyRunAlone() {
    Random random = new Random(SEED + 5);
    try (OnnxEncoder encoder =
        OnnxEncoder.open(TestModels.sociable(20), new InputSpec.Vector(20), 20)) {
      for (Encoding encoding : encoder.encode(inputs(20, 100, random))) {
        assertArrayEquals(new byte[3], code(encoding)); // alone, each is the largest itself
      }
      assertEquals(1, encoder.batchSize());
    }
    TestModels.Network network = TestModels.Network.random(20, 8, 24, random);
    List<EncoderInput> inputs = inputs(20, 100, random);
    try (OnnxEncoder batched = open(network);
        OnnxEncoder single =
            OnnxEncoder.open(TestModels.single(network), new InputSpec.Vector(20), 24)) {
      assertEquals(1, single.batchSize());
      List<Encoding> expected = batched.encode(inputs);
      List<Encoding> found = single.encode(inputs);
      for (int i = 0; i < 100; i++) {
        assertArrayEquals(code(expected.get(i)), code(found.get(i)));
      }
    }
  }

  @Test
  public void testBadInputsDoNotDisturbTheirNeighbours() {
    Random random = new Random(SEED + 2);
    TestModels.Network network = TestModels.Network.random(10, 8, 24, random);
    try (OnnxEncoder encoder = open(network)) {
      List<EncoderInput> inputs = inputs(10, 150, random);
      List<Encoding> expected = encoder.encode(inputs);
      inputs.set(3, new EncoderInput.Vector(new float[9]));
      inputs.set(70, new EncoderInput.Text("x"));
      float[] nan = new float[10];
      nan[4] = Float.NaN;
      inputs.set(149, new EncoderInput.Vector(nan));
      List<Encoding> found = encoder.encode(inputs);
      for (int i = 0; i < 150; i++) {
        switch (i) {
          case 3 -> assertRefused("found a vector of dimension 9, allowed is 10", found.get(i));
          case 70 ->
              assertRefused("found input of kind text, this encoder takes a vector", found.get(i));
          case 149 ->
              assertRefused(
                  "found NaN at position 4 of the vector, allowed is a finite one", found.get(i));
          default -> assertArrayEquals(code(expected.get(i)), code(found.get(i)));
        }
      }
      assertTrue(encoder.encode(List.of()).isEmpty());
    }
  }

  @Test
  public void testOverflowIsRefused() {
    float[] huge = {3e38f, -3e38f};
    TestModels.Network network =
        new TestModels.Network(2, 2, 1, new float[] {1, 0, 0, -1}, new float[] {1, -1});
    try (OnnxEncoder encoder = open(network)) {
      float[] over = {3e38f, -3e38f};
      List<Encoding> fine = encoder.encode(List.of(new EncoderInput.Vector(over)));
      assertEquals(0, code(fine.get(0))[0]);
    }
    TestModels.Network overflowing =
        new TestModels.Network(2, 2, 1, new float[] {9, 0, 0, -9}, new float[] {1, -1});
    try (OnnxEncoder encoder = open(overflowing)) {
      assertRefused(
          "found an input for which the model gives NaN at bit 0",
          encoder.encode(List.of(new EncoderInput.Vector(huge))).get(0));
    }
  }

  @Test
  public void testOpenRefuses() {
    byte[] file = TestModels.Network.random(10, 8, 24, new Random(SEED)).onnx();
    assertOpenRefused(file, new InputSpec.Vector(11), 24, "found a model that does not run");
    assertOpenRefused(
        file, new InputSpec.Vector(10), 25, "found 1 outputs, the first TensorInfo(javaType=FLOAT");
    assertOpenRefused(new byte[0], new InputSpec.Vector(10), 24, "found no graph");
    assertOpenRefused(Arrays.copyOf(file, 99), new InputSpec.Vector(10), 24, "found a damaged");
  }

  @Test
  public void testImageLayouts() {
    Random random = new Random(SEED + 3);
    TestModels.Network network = TestModels.Network.random(12, 8, 24, random);
    InputSpec flat = InputSpec.Image.unit(2, 2, InputSpec.Channels.RGB);
    OnnxEncoder.open(network.onnx(), flat, 24).close();
    InputSpec chw =
        new InputSpec.Image(2, 2, InputSpec.Channels.RGB, 1, 0, 1, InputSpec.Layout.CHW, null);
    assertOpenRefused(network.onnx(), chw, 24, "found a model that does not run");
  }

  @Test
  public void testNothingStaysBehind() {
    TestModels.Network network = TestModels.Network.random(10, 8, 24, new Random(SEED));
    open(network).close();
    int before = temporaryFolders();
    List<EncoderInput> none = List.of();
    for (int i = 0; i < 200; i++) {
      OnnxEncoder encoder = open(network);
      encoder.close();
      encoder.close();
      assertThrows(IllegalStateException.class, () -> encoder.encode(none));
    }
    assertEquals(before, temporaryFolders());
  }

  private static int temporaryFolders() {
    String[] names = new File(System.getProperty("java.io.tmpdir")).list();
    return (int) Arrays.stream(names).filter(name -> name.startsWith("ort-model")).count();
  }

  @Test
  public void testCloseWaitsForUsers() throws Exception {
    Random random = new Random(SEED + 4);
    TestModels.Network network = TestModels.Network.random(784, 256, 64, random);
    List<EncoderInput> inputs = inputs(784, 64, random);
    try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
      for (int round = 0; round < 20; round++) {
        OnnxEncoder encoder = open(network);
        List<Encoding> expected = encoder.encode(inputs);
        Callable<Integer> user =
            () -> {
              int done = 0;
              while (true) {
                try {
                  List<Encoding> found = encoder.encode(inputs);
                  for (int i = 0; i < found.size(); i++) {
                    assertArrayEquals(code(expected.get(i)), code(found.get(i)));
                  }
                } catch (IllegalStateException e) {
                  return done;
                }
                done++;
              }
            };
        List<Future<Integer>> users = List.of(threads.submit(user), threads.submit(user));
        Future<?> closer = threads.submit(encoder::close);
        closer.get();
        for (Future<Integer> running : users) {
          try {
            assertTrue(running.get() >= 0);
          } catch (ExecutionException e) {
            throw new AssertionError("seed " + (SEED + 4) + " round " + round, e);
          }
        }
      }
    }
  }

  private static OnnxEncoder open(TestModels.Network network) {
    return OnnxEncoder.open(network.onnx(), new InputSpec.Vector(network.size()), network.bits());
  }

  private static List<EncoderInput> inputs(int size, int count, Random random) {
    List<EncoderInput> inputs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      float[] values = new float[size];
      for (int j = 0; j < size; j++) {
        values[j] = (float) random.nextGaussian();
      }
      inputs.add(new EncoderInput.Vector(values));
    }
    return inputs;
  }

  private static byte[] code(Encoding encoding) {
    if (encoding instanceof Encoding.Refused refused) {
      throw new AssertionError(refused.reason());
    }
    return ((Encoding.Encoded) encoding).code();
  }

  private static void assertRefused(String reason, Encoding encoding) {
    assertEquals(new Encoding.Refused(reason), encoding);
  }

  private static void assertOpenRefused(byte[] file, InputSpec input, int bits, String message) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> OnnxEncoder.open(file, input, bits));
    assertTrue(e.getMessage(), e.getMessage().contains(message));
  }
}
