package hashing.method.hashnet;

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
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.Test;
import org.junit.function.ThrowingRunnable;

public class HashNetTrainerTests {

  @Test
  public void testBeatsItqOnHeldOutImagesAndAgreesWithItsPackage() throws IOException {
    LabelledVectors images = SampleData.images();
    LabelledVectors.Split split = images.split(2000, 1);
    LabelledVectors queries = split.heldOut().firstOfEachClass(50);
    LabelledVectors unseen = split.heldOut().without(queries);
    HashNetConfig config = new HashNetConfig(32, MlpTraining.DEFAULTS.withEpochs(6), 0.1, 0.005, 1);
    TrainedEncoder trained = new HashNetTrainer(config).train(split.kept(), Progress.NONE);
    TrainedEncoder itq =
        new ItqTrainer(new ItqConfig(32, 30, 1)).train(split.kept(), Progress.NONE);
    double map = map(trained, queries, unseen);
    double itqMap = map(itq, queries, unseen);
    System.out.printf("unseen queries and database: hashnet %.4f, itq %.4f%n", map, itqMap);
    assertTrue("hashnet " + map + " itq " + itqMap, map > itqMap + 0.1);

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
  public void testTheSameSeedGivesTheSameBits() {
    LabelledVectors data = SampleData.clusters(6, 100, 20, 0.8, 2);
    float[][] first = relaxed(data, 5);
    assertTrue(Arrays.deepEquals(first, relaxed(data, 5)));
    assertFalse(Arrays.deepEquals(first, relaxed(data, 6)));
  }

  private static float[][] relaxed(LabelledVectors data, long seed) {
    HashNetConfig config =
        new HashNetConfig(24, new MlpTraining(40, 3, 64, 1e-2), 0.1, 0.005, seed);
    return new HashNetTrainer(config).train(data, Progress.NONE).parameters().relaxed(data.rows());
  }

  @Test
  public void testBadConfigurationIsRefused() {
    assertRefused("bits", () -> new HashNetConfig(1, MlpTraining.DEFAULTS, 0.1, 0.005, 1));
    assertRefused("scale", () -> new HashNetConfig(8, MlpTraining.DEFAULTS, 0, 0.005, 1));
    assertRefused("growth", () -> new HashNetConfig(8, MlpTraining.DEFAULTS, 0.1, 2, 1));
  }

  private static void assertRefused(String field, ThrowingRunnable call) {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, call);
    assertTrue(e.getMessage(), e.getMessage().startsWith("[" + field + "]"));
  }
}
