package hashing.method.ddsh;

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

public class DdshTrainerTests {

  @Test
  public void testBeatsItqOnHeldOutImagesAndAgreesWithItsPackage() throws IOException {
    LabelledVectors images = SampleData.images();
    LabelledVectors.Split split = images.split(2000, 1);
    LabelledVectors queries = split.heldOut().firstOfEachClass(50);
    LabelledVectors unseen = split.heldOut().without(queries);
    DdshConfig config =
        new DdshConfig(32, 256, 500, 100, 8, 3, DdshConfig.Solver.CLUSTER, 128, 1e-3, 1);
    TrainedEncoder trained = new DdshTrainer(config).train(split.kept(), Progress.NONE);
    TrainedEncoder itq =
        new ItqTrainer(new ItqConfig(32, 30, 1)).train(split.kept(), Progress.NONE);
    double map = map(trained, queries, unseen);
    double itqMap = map(itq, queries, unseen);
    System.out.printf("unseen queries and database: ddsh %.4f, itq %.4f%n", map, itqMap);
    assertTrue("ddsh " + map + " itq " + itqMap, map > itqMap + 0.1);

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
    DdshConfig config =
        new DdshConfig(24, 40, 60, 50, 3, 2, DdshConfig.Solver.DESCENT, 64, 1e-2, seed);
    return new DdshTrainer(config).train(data, Progress.NONE).parameters().relaxed(data.rows());
  }

  @Test
  public void testBadConfigurationIsRefused() {
    DdshConfig.Solver solver = DdshConfig.Solver.CLUSTER;
    assertRefused("bits", () -> new DdshConfig(1, 8, 1, 2, 1, 1, solver, 2, 0.1, 1));
    assertRefused("hidden", () -> new DdshConfig(8, 0, 1, 2, 1, 1, solver, 2, 0.1, 1));
    assertRefused("per_class", () -> new DdshConfig(8, 8, 0, 2, 1, 1, solver, 2, 0.1, 1));
    assertRefused("columns", () -> new DdshConfig(8, 8, 1, 1, 1, 1, solver, 2, 0.1, 1));
    assertRefused("rounds", () -> new DdshConfig(8, 8, 1, 2, 0, 1, solver, 2, 0.1, 1));
    assertRefused("turns", () -> new DdshConfig(8, 8, 1, 2, 1, 0, solver, 2, 0.1, 1));
    assertRefused("batch_size", () -> new DdshConfig(8, 8, 1, 2, 1, 1, solver, 1, 0.1, 1));
    assertRefused("learning_rate", () -> new DdshConfig(8, 8, 1, 2, 1, 1, solver, 2, 0, 1));
    LabelledVectors few = SampleData.clusters(2, 10, 4, 0.5, 9);
    DdshConfig many = new DdshConfig(8, 8, 10, 19, 1, 1, solver, 2, 0.1, 1);
    assertRefused("columns", () -> new DdshTrainer(many).train(few, Progress.NONE));
  }

  private static void assertRefused(String field, ThrowingRunnable call) {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, call);
    assertTrue(e.getMessage(), e.getMessage().startsWith("[" + field + "]"));
  }
}
