package hashing.method.ddsh;

import static hashing.method.EveryTrainer.assertRefused;

import hashing.method.EveryTrainer;
import hashing.method.HeldOutImages;
import hashing.train.Progress;
import hashing.train.data.LabelledVectors;
import hashing.train.data.SampleData;
import hashing.train.djl.NetworkTraining;
import java.io.IOException;
import org.junit.Test;

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
    NetworkTraining training = NetworkTraining.perceptron(40, 2, 64, 1e-2);
    EveryTrainer.assertTheSeedDecides(seed ->
        new DdshTrainer(new DdshConfig(24, training, 60, 50, 3, DdshConfig.Solver.DESCENT, seed)));
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
}
