package hashing.method.dynamicsign;

import static hashing.method.EveryTrainer.assertRefused;

import hashing.method.EveryTrainer;
import hashing.method.HeldOutImages;
import hashing.train.djl.NetworkTraining;
import java.io.IOException;
import org.junit.Test;

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
    NetworkTraining training = NetworkTraining.perceptron(40, 3, 64, 1e-2);
    EveryTrainer.assertTheSeedDecides(seed -> new DynamicSignTrainer(config(24, training, seed)));
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
}
