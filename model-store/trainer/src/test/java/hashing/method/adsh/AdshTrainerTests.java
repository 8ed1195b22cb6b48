package hashing.method.adsh;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import hashing.method.HeldOutImages;
import hashing.train.Progress;
import hashing.train.TrainedEncoder;
import hashing.train.data.LabelledVectors;
import hashing.train.data.SampleData;
import hashing.train.djl.NetworkTraining;
import hashing.train.eval.CodedItems;
import hashing.train.eval.RetrievalEvaluator;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.Test;
import org.junit.function.ThrowingRunnable;

public class AdshTrainerTests {

  @Test
  public void testBeatsItqOnHeldOutImagesAndAgreesWithItsPackage() throws IOException {
    AdshConfig config =
        new AdshConfig(32, NetworkTraining.perceptron(256, 3, 64, 1e-3), 8, 2000, 200, 1);
    HeldOutImages.assertBeatsItqAndAgreesWithItsPackage(new AdshTrainer(config));
  }

  @Test
  public void testSolvedCodesRankBetterThanTheNetworks() throws IOException {
    LabelledVectors images = SampleData.images();
    LabelledVectors queries = images.firstOfEachClass(50);
    LabelledVectors database = images.without(queries);
    AdshConfig config =
        new AdshConfig(32, NetworkTraining.perceptron(256, 3, 64, 1e-3), 8, 2000, 200, 1);
    TrainedEncoder trained = new AdshTrainer(config).train(database, Progress.NONE);
    CodedItems asked = CodedItems.of(queries, trained);
    RetrievalEvaluator evaluator = new RetrievalEvaluator(List.of());
    double network = evaluator.evaluate(asked, CodedItems.of(database, trained)).map();
    double solved =
        evaluator.evaluate(asked, CodedItems.of(database, 32, trained.solvedCodes())).map();
    System.out.printf("database's codes solved %.4f, by the network %.4f%n", solved, network);
    assertTrue("solved " + solved + " network " + network, solved > network + 0.02);
  }

  @Test
  public void testTheSameSeedGivesTheSameBits() {
    LabelledVectors data = SampleData.clusters(6, 100, 20, 0.8, 2);
    float[][] first = relaxed(data, 5);
    assertTrue(Arrays.deepEquals(first, relaxed(data, 5)));
    assertFalse(Arrays.deepEquals(first, relaxed(data, 6)));
  }

  private static float[][] relaxed(LabelledVectors data, long seed) {
    AdshConfig config =
        new AdshConfig(24, NetworkTraining.perceptron(40, 2, 64, 1e-2), 3, 300, 200, seed);
    return new AdshTrainer(config).train(data, Progress.NONE).parameters().relaxed(data.rows());
  }

  @Test
  public void testBadConfigurationIsRefused() {
    assertRefused(
        "bits", () -> new AdshConfig(1, NetworkTraining.perceptron(8, 1, 2, 0.1), 1, 2, 1, 1));
    assertRefused(
        "hidden", () -> new AdshConfig(8, NetworkTraining.perceptron(0, 1, 2, 0.1), 1, 2, 1, 1));
    assertRefused(
        "rounds", () -> new AdshConfig(8, NetworkTraining.perceptron(8, 1, 2, 0.1), 0, 2, 1, 1));
    assertRefused(
        "epochs", () -> new AdshConfig(8, NetworkTraining.perceptron(8, 0, 2, 0.1), 1, 2, 1, 1));
    assertRefused(
        "sample", () -> new AdshConfig(8, NetworkTraining.perceptron(8, 1, 2, 0.1), 1, 1, 1, 1));
    assertRefused(
        "batch_size",
        () -> new AdshConfig(8, NetworkTraining.perceptron(8, 1, 1, 0.1), 1, 2, 1, 1));
    assertRefused(
        "learning_rate",
        () -> new AdshConfig(8, NetworkTraining.perceptron(8, 1, 2, 0), 1, 2, 1, 1));
    assertRefused(
        "gamma", () -> new AdshConfig(8, NetworkTraining.perceptron(8, 1, 2, 0.1), 1, 2, -1, 1));
  }

  private static void assertRefused(String field, ThrowingRunnable call) {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, call);
    assertTrue(e.getMessage(), e.getMessage().startsWith("[" + field + "]"));
  }
}
