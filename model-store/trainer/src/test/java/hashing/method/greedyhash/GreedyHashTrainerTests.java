package hashing.method.greedyhash;

import static hashing.method.EveryTrainer.assertRefused;

import hashing.method.EveryTrainer;
import hashing.method.HeldOutImages;
import hashing.train.djl.NetworkTraining;
import java.io.IOException;
import org.junit.Test;

public class GreedyHashTrainerTests {

  @Test
  public void testBeatsItqOnHeldOutImagesAndAgreesWithItsPackage() throws IOException {
    GreedyHashConfig config =
        new GreedyHashConfig(32, NetworkTraining.DEFAULTS.withEpochs(6), 0.1, 1);
    HeldOutImages.assertBeatsItqAndAgreesWithItsPackage(new GreedyHashTrainer(config));
  }

  @Test
  public void testTheSameSeedGivesTheSameBits() {
    NetworkTraining training = NetworkTraining.perceptron(40, 3, 64, 1e-2);
    EveryTrainer.assertTheSeedDecides(
        seed -> new GreedyHashTrainer(new GreedyHashConfig(24, training, 0.1, seed)));
  }

  @Test
  public void testBadConfigurationIsRefused() {
    assertRefused("bits", () -> new GreedyHashConfig(1, NetworkTraining.DEFAULTS, 0.1, 1));
    assertRefused("penalty", () -> new GreedyHashConfig(8, NetworkTraining.DEFAULTS, -1, 1));
  }
}
