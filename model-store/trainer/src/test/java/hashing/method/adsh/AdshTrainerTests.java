package hashing.method.adsh;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import hashing.method.itq.ItqConfig;
import hashing.method.itq.ItqTrainer;
import hashing.store.ModelName;
import hashing.store.ModelPackage;
import hashing.store.PackageReader;
import hashing.store.PackageWriter;
import hashing.train.Agreement;
import hashing.train.PackageExport;
import hashing.train.Progress;
import hashing.train.TrainedEncoder;
import hashing.train.data.LabelledVectors;
import hashing.train.data.SampleData;
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
    LabelledVectors images = SampleData.images();
    LabelledVectors.Split split = images.split(2000, 1);
    LabelledVectors queries = split.heldOut().firstOfEachClass(50);
    LabelledVectors unseen = split.heldOut().without(queries);
    AdshConfig config = new AdshConfig(32, 256, 8, 3, 2000, 64, 1e-3, 200, 1);
    TrainedEncoder trained = new AdshTrainer(config).train(split.kept(), Progress.NONE);
    TrainedEncoder itq =
        new ItqTrainer(new ItqConfig(32, 30, 1)).train(split.kept(), Progress.NONE);
    double map = map(trained, queries, unseen);
    double itqMap = map(itq, queries, unseen);
    System.out.printf("unseen queries and database: adsh %.4f, itq %.4f%n", map, itqMap);
    assertTrue("adsh " + map + " itq " + itqMap, map > itqMap + 0.1);

    ModelPackage written = PackageExport.of(trained, ModelName.parse("test@1"), images.input());
    Agreement agreement =
        Agreement.of(trained, PackageReader.read(PackageWriter.write(written)), images);
    assertEquals(10_000, agreement.codes());
    assertTrue(agreement.toString(), agreement.largestRelaxed() < 1e-5);
  }

  private static double map(
      TrainedEncoder encoder, LabelledVectors queries, LabelledVectors database) {
    return new RetrievalEvaluator(List.of())
        .evaluate(CodedItems.of(queries, encoder), CodedItems.of(database, encoder))
        .map();
  }

  @Test
  public void testSolvedCodesRankBetterThanTheNetworks() throws IOException {
    LabelledVectors images = SampleData.images();
    LabelledVectors queries = images.firstOfEachClass(50);
    LabelledVectors database = images.without(queries);
    AdshConfig config = new AdshConfig(32, 256, 8, 3, 2000, 64, 1e-3, 200, 1);
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
    AdshConfig config = new AdshConfig(24, 40, 3, 2, 300, 64, 1e-2, 200, seed);
    return new AdshTrainer(config).train(data, Progress.NONE).parameters().relaxed(data.rows());
  }

  @Test
  public void testBadConfigurationIsRefused() {
    assertRefused("bits", () -> new AdshConfig(1, 8, 1, 1, 2, 2, 0.1, 1, 1));
    assertRefused("hidden", () -> new AdshConfig(8, 0, 1, 1, 2, 2, 0.1, 1, 1));
    assertRefused("rounds", () -> new AdshConfig(8, 8, 0, 1, 2, 2, 0.1, 1, 1));
    assertRefused("epochs", () -> new AdshConfig(8, 8, 1, 0, 2, 2, 0.1, 1, 1));
    assertRefused("sample", () -> new AdshConfig(8, 8, 1, 1, 1, 2, 0.1, 1, 1));
    assertRefused("batch_size", () -> new AdshConfig(8, 8, 1, 1, 2, 1, 0.1, 1, 1));
    assertRefused("learning_rate", () -> new AdshConfig(8, 8, 1, 1, 2, 2, 0, 1, 1));
    assertRefused("gamma", () -> new AdshConfig(8, 8, 1, 1, 2, 2, 0.1, -1, 1));
  }

  private static void assertRefused(String field, ThrowingRunnable call) {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, call);
    assertTrue(e.getMessage(), e.getMessage().startsWith("[" + field + "]"));
  }
}
