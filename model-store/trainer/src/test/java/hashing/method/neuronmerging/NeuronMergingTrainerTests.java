package hashing.method.neuronmerging;

import static hashing.method.EveryTrainer.assertRefused;
import static org.junit.Assert.assertEquals;

import hashing.method.EveryTrainer;
import hashing.method.HeldOutImages;
import hashing.method.neuronmerging.NeuronMergingConfig.Relation;
import hashing.train.djl.NetworkTraining;
import java.io.IOException;
import org.junit.Test;

public class NeuronMergingTrainerTests {

  private static NeuronMergingConfig config(
      int bits, NetworkTraining training, int start, int stages, long seed) {
    return new NeuronMergingConfig(bits, training, start, stages, Relation.LOSS, 0.1, seed);
  }

  @Test
  public void testBeatsItqOnHeldOutImagesAndAgreesWithItsPackage() throws IOException {
    NetworkTraining training = NetworkTraining.perceptron(128, 6, 128, 1e-3);
    HeldOutImages.assertBeatsItqAndAgreesWithItsPackage(
        new NeuronMergingTrainer(config(32, training, 48, 2, 1)));
  }

  @Test
  public void testTheSameSeedGivesTheSameBits() {
    NetworkTraining training = NetworkTraining.perceptron(40, 4, 64, 1e-2);
    EveryTrainer.assertTheSeedDecides(
        seed -> new NeuronMergingTrainer(config(24, training, 40, 2, seed)));
  }

  @Test
  public void testWidthsFallEvenly() {
    NeuronMergingConfig config = NeuronMergingConfig.defaults(16, 1);
    int[] widths = {64, 45, 32, 23, 16};
    for (int stage = 0; stage < widths.length; stage++) {
      assertEquals(widths[stage], config.width(stage));
    }
    for (int bits = 2; bits <= 512; bits++) {
      NeuronMergingConfig each = NeuronMergingConfig.defaults(bits, 1);
      assertEquals(bits, each.width(each.stages()));
    }
  }

  @Test
  public void testBadConfigurationIsRefused() {
    NetworkTraining small = NetworkTraining.perceptron(8, 4, 8, 0.1);
    assertRefused("bits", () -> config(1, small, 8, 2, 1));
    assertRefused("start", () -> config(8, small, 7, 2, 1));
    assertRefused("stages", () -> config(8, small, 16, 0, 1));
    assertRefused("stages", () -> config(8, small, 40, 2, 1));
    assertRefused("epochs", () -> config(8, small, 16, 3, 1));
    assertRefused(
        "quantisation", () -> new NeuronMergingConfig(8, small, 16, 2, Relation.LOSS, -1, 1));
  }
}
