package hashing.method.ddsh;

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

public class DdshTrainerTests {

  @Test
  public void testBeatsItqOnHeldOutImagesAndAgreesWithItsPackage() throws IOException {
    DdshConfig config =
        new DdshConfig(
            32,
            NetworkTraining.perceptron(256, 3, 128, 1e-3),
            500,
            100,
            8,
            DdshConfig.Solver.CLUSTER,
            1);
    HeldOutImages.assertBeatsItqAndAgreesWithItsPackage(new DdshTrainer(config));
  }

  /** Without a discrete step, the same network on the same rows, to compare with. */
  @Test
  public void testTheRelaxedControlIsNear() throws IOException {
    DdshConfig defaults = DdshConfig.defaults(32, 1);
    NetworkTraining training = NetworkTraining.perceptron(256, 3, 128, 1e-3);
    HeldOutImages.assertBeatsItqAndAgreesWithItsPackage(
        new DdshTrainer(
            new DdshConfig(
                32, training, 200, defaults.columns(), 8, DdshConfig.Solver.RELAXED, 1)));
  }

  @Test
  public void testTheSameSeedGivesTheSameBits() {
    LabelledVectors data = SampleData.clusters(6, 100, 20, 0.8, 2);
    float[][] first = relaxed(data, 5);
    assertTrue(Arrays.deepEquals(first, relaxed(data, 5)));
    assertFalse(Arrays.deepEquals(first, relaxed(data, 6)));
  }

  private static float[][] relaxed(LabelledVectors data, long seed) {
    DdshConfig config =
        new DdshConfig(
            24,
            NetworkTraining.perceptron(40, 2, 64, 1e-2),
            60,
            50,
            3,
            DdshConfig.Solver.DESCENT,
            seed);
    return new DdshTrainer(config).train(data, Progress.NONE).parameters().relaxed(data.rows());
  }

  @Test
  public void testBadConfigurationIsRefused() {
    DdshConfig.Solver solver = DdshConfig.Solver.CLUSTER;
    assertRefused(
        "bits",
        () -> new DdshConfig(1, NetworkTraining.perceptron(8, 1, 2, 0.1), 1, 2, 1, solver, 1));
    assertRefused(
        "hidden",
        () -> new DdshConfig(8, NetworkTraining.perceptron(0, 1, 2, 0.1), 1, 2, 1, solver, 1));
    assertRefused(
        "per_class",
        () -> new DdshConfig(8, NetworkTraining.perceptron(8, 1, 2, 0.1), 0, 2, 1, solver, 1));
    assertRefused(
        "columns",
        () -> new DdshConfig(8, NetworkTraining.perceptron(8, 1, 2, 0.1), 1, 1, 1, solver, 1));
    assertRefused(
        "rounds",
        () -> new DdshConfig(8, NetworkTraining.perceptron(8, 1, 2, 0.1), 1, 2, 0, solver, 1));
    assertRefused(
        "epochs",
        () -> new DdshConfig(8, NetworkTraining.perceptron(8, 0, 2, 0.1), 1, 2, 1, solver, 1));
    assertRefused(
        "batch_size",
        () -> new DdshConfig(8, NetworkTraining.perceptron(8, 1, 1, 0.1), 1, 2, 1, solver, 1));
    assertRefused(
        "learning_rate",
        () -> new DdshConfig(8, NetworkTraining.perceptron(8, 1, 2, 0), 1, 2, 1, solver, 1));
    LabelledVectors few = SampleData.clusters(2, 10, 4, 0.5, 9);
    DdshConfig many =
        new DdshConfig(8, NetworkTraining.perceptron(8, 1, 2, 0.1), 10, 19, 1, solver, 1);
    assertRefused("columns", () -> new DdshTrainer(many).train(few, Progress.NONE));
  }

  private static void assertRefused(String field, ThrowingRunnable call) {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, call);
    assertTrue(e.getMessage(), e.getMessage().startsWith("[" + field + "]"));
  }
}
