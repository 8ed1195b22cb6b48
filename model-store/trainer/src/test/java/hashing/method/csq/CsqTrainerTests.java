package hashing.method.csq;

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
import hashing.train.djl.MlpTraining;
import hashing.train.eval.CodedItems;
import hashing.train.eval.RetrievalEvaluator;
import hashing.train.eval.RetrievalMetrics;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.Test;
import org.junit.function.ThrowingRunnable;

public class CsqTrainerTests {

  @Test
  public void testBeatsItqOnHeldOutImagesAndAgreesWithItsPackage() throws IOException {
    LabelledVectors images = SampleData.images();
    LabelledVectors.Split split = images.split(2000, 1);
    LabelledVectors queries = split.heldOut().firstOfEachClass(50);
    LabelledVectors unseen = split.heldOut().without(queries);
    CsqConfig config = new CsqConfig(32, MlpTraining.DEFAULTS.withEpochs(6), 1e-4, 1);
    TrainedEncoder csq = new CsqTrainer(config).train(split.kept(), Progress.NONE);
    TrainedEncoder itq =
        new ItqTrainer(new ItqConfig(32, 30, 1)).train(split.kept(), Progress.NONE);
    double csqMap = map(csq, queries, unseen);
    double itqMap = map(itq, queries, unseen);
    System.out.printf("unseen queries and database: csq %.4f, itq %.4f%n", csqMap, itqMap);
    assertTrue("csq " + csqMap + " itq " + itqMap, csqMap > itqMap + 0.1);

    ModelPackage written = PackageExport.of(csq, ModelName.parse("test@1"), images.input());
    ModelPackage read = PackageReader.read(PackageWriter.write(written));
    assertEquals(
        "csq batch_size=256 epochs=6 hidden=512 learning_rate=0.001"
            + " quantisation=1.0E-4 seed=1",
        read.manifest().method());
    Agreement agreement = Agreement.of(csq, read, images);
    System.out.println(agreement);
    assertEquals(10_000, agreement.codes());
    assertTrue(agreement.toString(), agreement.largestRelaxed() < 1e-5);
    assertTrue(agreement.toString(), agreement.bitsDifferent() <= 10);
  }

  private static double map(
      TrainedEncoder encoder, LabelledVectors queries, LabelledVectors database) {
    RetrievalMetrics metrics =
        new RetrievalEvaluator(List.of())
            .evaluate(CodedItems.of(queries, encoder), CodedItems.of(database, encoder));
    return metrics.map();
  }

  @Test
  public void testTheSameSeedGivesTheSameBits() {
    LabelledVectors data = SampleData.clusters(6, 100, 20, 0.8, 2);
    float[][] first = relaxed(data, 5);
    assertTrue(Arrays.deepEquals(first, relaxed(data, 5)));
    assertFalse(Arrays.deepEquals(first, relaxed(data, 6)));
  }

  private static float[][] relaxed(LabelledVectors data, long seed) {
    CsqConfig config = new CsqConfig(24, new MlpTraining(40, 3, 64, 1e-2), 0.01, seed);
    return new CsqTrainer(config).train(data, Progress.NONE).parameters().relaxed(data.rows());
  }

  @Test
  public void testLossFalls() {
    LabelledVectors data = SampleData.clusters(4, 100, 10, 0.3, 3);
    MlpTraining one = new MlpTraining(32, 1, 32, 1e-2);
    double early = loss(new CsqConfig(16, one, 0, 1), data);
    double late = loss(new CsqConfig(16, one.withEpochs(20), 0, 1), data);
    assertTrue(early + " " + late, late < early / 2);
  }

  private static double loss(CsqConfig config, LabelledVectors data) {
    return new CsqTrainer(config).train(data, Progress.NONE).card().metrics().get("loss");
  }

  @Test
  public void testBadConfigurationIsRefused() {
    MlpTraining small = new MlpTraining(8, 1, 8, 0.1);
    assertRefused("bits", () -> new CsqConfig(1, small, 0, 1));
    assertRefused("quantisation", () -> new CsqConfig(8, small, -1, 1));
    assertRefused("hidden", () -> new MlpTraining(0, 1, 8, 0.1));
    assertRefused("epochs", () -> new MlpTraining(8, 0, 8, 0.1));
    assertRefused("batch_size", () -> new MlpTraining(8, 1, 1, 0.1));
    assertRefused("learning_rate", () -> new MlpTraining(8, 1, 8, 0));
    assertRefused("learning_rate", () -> new MlpTraining(8, 1, 8, Double.NaN));
  }

  private static void assertRefused(String field, ThrowingRunnable call) {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, call);
    assertTrue(e.getMessage(), e.getMessage().startsWith("[" + field + "]"));
  }
}
