package hashing.method.hashnet;

import static hashing.method.EveryTrainer.assertRefused;

import hashing.method.EveryTrainer;
import hashing.method.HeldOutImages;
import hashing.train.djl.NetworkTraining;
import java.io.IOException;
import org.junit.Test;

public class HashNetTrainerTests {

  @Test
  public void testBeatsItqOnHeldOutImagesAndAgreesWithItsPackage() throws IOException {
    HashNetConfig config =
        new HashNetConfig(32, NetworkTraining.DEFAULTS.withEpochs(6), 0.1, 0.005, 1);
    HeldOutImages.assertBeatsItqAndAgreesWithItsPackage(new HashNetTrainer(config));
  }

  @Test
  public void testTheSameSeedGivesTheSameBits() {
    NetworkTraining training = NetworkTraining.perceptron(40, 3, 64, 1e-2);
    EveryTrainer.assertTheSeedDecides(
        seed -> new HashNetTrainer(new HashNetConfig(24, training, 0.1, 0.005, seed)));
  }

  @Test
  public void testBadConfigurationIsRefused() {
    assertRefused("bits", () -> new HashNetConfig(1, NetworkTraining.DEFAULTS, 0.1, 0.005, 1));
    assertRefused("scale", () -> new HashNetConfig(8, NetworkTraining.DEFAULTS, 0, 0.005, 1));
    assertRefused("growth", () -> new HashNetConfig(8, NetworkTraining.DEFAULTS, 0.1, 2, 1));
  }
}
