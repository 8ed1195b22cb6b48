package hashing.method.hashnet;

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

public class HashNetTrainerTests {

  @Test
  public void testBeatsItqOnHeldOutImagesAndAgreesWithItsPackage() throws IOException {
    HashNetConfig config =
        new HashNetConfig(32, NetworkTraining.DEFAULTS.withEpochs(6), 0.1, 0.005, 1);
    HeldOutImages.assertBeatsItqAndAgreesWithItsPackage(new HashNetTrainer(config));
  }

  @Test
  public void testTheSameSeedGivesTheSameBits() {
    LabelledVectors data = SampleData.clusters(6, 100, 20, 0.8, 2);
    float[][] first = relaxed(data, 5);
    assertTrue(Arrays.deepEquals(first, relaxed(data, 5)));
    assertFalse(Arrays.deepEquals(first, relaxed(data, 6)));
  }

  private static float[][] relaxed(LabelledVectors data, long seed) {
    HashNetConfig config =
        new HashNetConfig(24, NetworkTraining.perceptron(40, 3, 64, 1e-2), 0.1, 0.005, seed);
    return new HashNetTrainer(config).train(data, Progress.NONE).parameters().relaxed(data.rows());
  }

  @Test
  public void testBadConfigurationIsRefused() {
    assertRefused("bits", () -> new HashNetConfig(1, NetworkTraining.DEFAULTS, 0.1, 0.005, 1));
    assertRefused("scale", () -> new HashNetConfig(8, NetworkTraining.DEFAULTS, 0, 0.005, 1));
    assertRefused("growth", () -> new HashNetConfig(8, NetworkTraining.DEFAULTS, 0.1, 2, 1));
  }

  private static void assertRefused(String field, ThrowingRunnable call) {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, call);
    assertTrue(e.getMessage(), e.getMessage().startsWith("[" + field + "]"));
  }
}
