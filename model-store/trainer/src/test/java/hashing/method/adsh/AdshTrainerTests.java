package hashing.method.adsh;

import static hashing.method.EveryTrainer.assertRefused;
import static org.junit.Assert.assertTrue;

import hashing.method.EveryTrainer;
import hashing.method.HeldOutImages;
import hashing.train.Progress;
import hashing.train.TrainedEncoder;
import hashing.train.data.LabelledVectors;
import hashing.train.data.SampleData;
import hashing.train.djl.NetworkTraining;
import hashing.train.eval.CodedItems;
import hashing.train.eval.RetrievalEvaluator;
import java.io.IOException;
import java.util.List;
import org.junit.Test;

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
    NetworkTraining training = NetworkTraining.perceptron(40, 2, 64, 1e-2);
    EveryTrainer.assertTheSeedDecides(
        seed -> new AdshTrainer(new AdshConfig(24, training, 3, 300, 200, seed)));
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
}
