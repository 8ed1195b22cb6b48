package hashing.method.csq;

import static hashing.method.EveryTrainer.assertRefused;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import hashing.method.EveryTrainer;
import hashing.method.HeldOutImages;
import hashing.train.Progress;
import hashing.train.data.LabelledVectors;
import hashing.train.data.SampleData;
import hashing.train.djl.NetworkTraining;
import java.io.IOException;
import org.junit.Test;

public class CsqTrainerTests {

  @Test
  public void testBeatsItqOnHeldOutImagesAndAgreesWithItsPackage() throws IOException {
    CsqConfig config = new CsqConfig(32, NetworkTraining.DEFAULTS.withEpochs(6), 1e-4, 1);
    HeldOutImages.Outcome outcome =
        HeldOutImages.assertBeatsItqAndAgreesWithItsPackage(new CsqTrainer(config));
    assertEquals(
        "csq batch_size=256 epochs=6 hidden=512 learning_rate=0.001 network=mlp"
            + " quantisation=1.0E-4 seed=1",
        outcome.read().manifest().method());
    assertTrue(outcome.agreement().toString(), outcome.agreement().bitsDifferent() <= 10);
  }

  @Test
  public void testTheSameSeedGivesTheSameBits() {
    NetworkTraining training = NetworkTraining.perceptron(40, 3, 64, 1e-2);
    EveryTrainer.assertTheSeedDecides(
        seed -> new CsqTrainer(new CsqConfig(24, training, 0.01, seed)));
  }

  @Test
  public void testLossFalls() {
    LabelledVectors data = SampleData.clusters(4, 100, 10, 0.3, 3);
    NetworkTraining one = NetworkTraining.perceptron(32, 1, 32, 1e-2);
    double early = loss(new CsqConfig(16, one, 0, 1), data);
    double late = loss(new CsqConfig(16, one.withEpochs(20), 0, 1), data);
    assertTrue(early + " " + late, late < early / 2);
  }

  private static double loss(CsqConfig config, LabelledVectors data) {
    return new CsqTrainer(config).train(data, Progress.NONE).card().metrics().get("loss");
  }

  @Test
  public void testBadConfigurationIsRefused() {
    NetworkTraining small = NetworkTraining.perceptron(8, 1, 8, 0.1);
    assertRefused("bits", () -> new CsqConfig(1, small, 0, 1));
    assertRefused("quantisation", () -> new CsqConfig(8, small, -1, 1));
    assertRefused("hidden", () -> NetworkTraining.perceptron(0, 1, 8, 0.1));
    assertRefused("epochs", () -> NetworkTraining.perceptron(8, 0, 8, 0.1));
    assertRefused("batch_size", () -> NetworkTraining.perceptron(8, 1, 1, 0.1));
    assertRefused("learning_rate", () -> NetworkTraining.perceptron(8, 1, 8, 0));
    assertRefused("learning_rate", () -> NetworkTraining.perceptron(8, 1, 8, Double.NaN));
  }
}
