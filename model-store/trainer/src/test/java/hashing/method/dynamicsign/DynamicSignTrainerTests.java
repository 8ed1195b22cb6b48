package hashing.method.dynamicsign;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import hashing.method.HeldOutImages;
import hashing.train.Progress;
import hashing.train.data.LabelledVectors;
import hashing.train.data.SampleData;
import hashing.train.djl.NetworkTraining;
import java.io.IOException;
import java.util.Arrays;
import org.junit.Test;
import org.junit.function.ThrowingRunnable;

public class DynamicSignTrainerTests {

  private static DynamicSignConfig config(int bits, NetworkTraining training, long seed) {
    return new DynamicSignConfig(bits, training, 8, true, 0.1, true, 10, 0.15, seed);
  }

  @Test
  public void testBeatsItqOnHeldOutImagesAndAgreesWithItsPackage() throws IOException {
    NetworkTraining training = NetworkTraining.perceptron(1, 1, 64, 3e-3);
    HeldOutImages.assertBeatsItqAndAgreesWithItsPackage(
        new DynamicSignTrainer(config(32, training, 1)));
  }

  @Test
  public void testTheSameSeedGivesTheSameBits() {
    LabelledVectors data = SampleData.clusters(6, 100, 20, 0.8, 2);
    float[][] first = relaxed(data, 5);
    assertTrue(Arrays.deepEquals(first, relaxed(data, 5)));
    assertFalse(Arrays.deepEquals(first, relaxed(data, 6)));
  }

  private static float[][] relaxed(LabelledVectors data, long seed) {
    DynamicSignConfig config = config(24, NetworkTraining.perceptron(40, 3, 64, 1e-2), seed);
    return new DynamicSignTrainer(config)
        .train(data, Progress.NONE)
        .parameters()
        .relaxed(data.rows());
  }

  @Test
  public void testBadConfigurationIsRefused() {
    NetworkTraining small = NetworkTraining.perceptron(8, 1, 8, 0.1);
    assertRefused("bits", () -> config(1, small, 1));
    assertRefused(
        "channels", () -> new DynamicSignConfig(8, small, 7, true, 0.1, true, 10, 0.1, 1));
    assertRefused(
        "channels modulo 8",
        () -> new DynamicSignConfig(8, small, 12, true, 0.1, true, 10, 0.1, 1));
    assertRefused("tau", () -> new DynamicSignConfig(8, small, 8, true, -1, true, 10, 0.1, 1));
    assertRefused("scale", () -> new DynamicSignConfig(8, small, 8, true, 0, true, 0, 0.1, 1));
    assertRefused("margin", () -> new DynamicSignConfig(8, small, 8, true, 0, true, 1, -1, 1));
  }

  private static void assertRefused(String field, ThrowingRunnable call) {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, call);
    assertTrue(e.getMessage(), e.getMessage().startsWith("[" + field + "]"));
  }
}
