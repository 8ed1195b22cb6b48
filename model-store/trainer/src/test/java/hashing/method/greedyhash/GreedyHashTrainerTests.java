package hashing.method.greedyhash;

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

public class GreedyHashTrainerTests {

  @Test
  public void testBeatsItqOnHeldOutImagesAndAgreesWithItsPackage() throws IOException {
    GreedyHashConfig config =
        new GreedyHashConfig(32, NetworkTraining.DEFAULTS.withEpochs(6), 0.1, 1);
    HeldOutImages.assertBeatsItqAndAgreesWithItsPackage(new GreedyHashTrainer(config));
  }

  @Test
  public void testTheSameSeedGivesTheSameBits() {
    LabelledVectors data = SampleData.clusters(6, 100, 20, 0.8, 2);
    float[][] first = relaxed(data, 5);
    assertTrue(Arrays.deepEquals(first, relaxed(data, 5)));
    assertFalse(Arrays.deepEquals(first, relaxed(data, 6)));
  }

  private static float[][] relaxed(LabelledVectors data, long seed) {
    GreedyHashConfig config =
        new GreedyHashConfig(24, NetworkTraining.perceptron(40, 3, 64, 1e-2), 0.1, seed);
    return new GreedyHashTrainer(config)
        .train(data, Progress.NONE)
        .parameters()
        .relaxed(data.rows());
  }

  @Test
  public void testBadConfigurationIsRefused() {
    assertRefused("bits", () -> new GreedyHashConfig(1, NetworkTraining.DEFAULTS, 0.1, 1));
    assertRefused("penalty", () -> new GreedyHashConfig(8, NetworkTraining.DEFAULTS, -1, 1));
  }

  private static void assertRefused(String field, ThrowingRunnable call) {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, call);
    assertTrue(e.getMessage(), e.getMessage().startsWith("[" + field + "]"));
  }
}
