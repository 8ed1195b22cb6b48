package hashing.method.itq;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import hashing.method.lsh.LshConfig;
import hashing.method.lsh.LshTrainer;
import hashing.store.ModelName;
import hashing.store.ModelPackage;
import hashing.train.Agreement;
import hashing.train.HashTrainer;
import hashing.train.PackageExport;
import hashing.train.Progress;
import hashing.train.TrainedEncoder;
import hashing.train.data.LabelledVectors;
import hashing.train.data.SampleData;
import hashing.train.eval.CodedItems;
import hashing.train.eval.RetrievalEvaluator;
import hashing.train.math.Orthogonal;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.junit.Test;
import org.junit.function.ThrowingRunnable;

public class ItqTrainerTests {

  @Test
  public void testTheErrorNeverRises() {
    for (long seed = 1; seed <= 5; seed++) {
      DMatrixRMaj projected = Orthogonal.gaussian(400, 12, new Random(seed));
      for (int i = 0; i < projected.getNumElements(); i++) {
        projected.set(i, projected.get(i) * (1 + i % 12));
      }
      double[] errors = new double[31];
      new ItqTrainer(new ItqConfig(12, 30, seed)).rotate(projected, errors, Progress.NONE);
      for (int i = 1; i < errors.length; i++) {
        assertTrue("seed " + seed + " " + i, errors[i] <= errors[i - 1] * (1 + 1e-12));
      }
      assertTrue(errors[30] < errors[0]);
    }
  }

  @Test
  public void testErrorOfACaseWorkedByHand() {
    DMatrixRMaj rotated = new DMatrixRMaj(2, 2, true, 0.5, -3, 0, 1);
    assertEquals(0.25 + 4 + 1 + 0, ItqObjective.error(rotated), 1e-12);
    DMatrixRMaj signs = ItqObjective.signs(rotated);
    assertArrayEquals(new double[] {1, -1, -1, 1}, signs.getData(), 0);
  }

  @Test
  public void testBeatsRandomHyperplanesOnRealImages() throws IOException {
    LabelledVectors images = SampleData.images();
    LabelledVectors queries = images.firstOfEachClass(50);
    LabelledVectors database = images.without(queries);
    for (int bits : new int[] {16, 32}) {
      double itq = map(new ItqTrainer(new ItqConfig(bits, 30, 1)), database, queries);
      double lsh = map(new LshTrainer(new LshConfig(bits, 1)), database, queries);
      System.out.printf("%d bits: itq %.4f, lsh %.4f%n", bits, itq, lsh);
      assertTrue("itq " + itq + " lsh " + lsh, itq > lsh + 0.05);
    }
  }

  /** The label-free trainer that is best on pixels; its package gives the same codes. */
  @Test
  public void testSquareRootsOfPixelsAreBetter() throws IOException {
    LabelledVectors images = SampleData.images();
    LabelledVectors queries = images.firstOfEachClass(50);
    LabelledVectors database = images.without(queries);
    ItqTrainer rooted = new ItqTrainer(new ItqConfig(32, 30, true, 1));
    double roots = map(rooted, database, queries);
    double plain = map(new ItqTrainer(new ItqConfig(32, 30, 1)), database, queries);
    System.out.printf("32 bits: itq of roots %.4f, of pixels %.4f%n", roots, plain);
    assertTrue("roots " + roots + " pixels " + plain, roots > plain + 0.02);
    TrainedEncoder encoder = rooted.train(images.first(1000), Progress.NONE);
    ModelPackage model = PackageExport.of(encoder, ModelName.parse("roots@1"), images.input());
    Agreement agreement = Agreement.of(encoder, model, images);
    assertTrue(agreement.toString(), agreement.largestRelaxed() < 1e-5);
  }

  @Test
  public void testSignsOfRootsAreThoseOfValues() {
    float[][] roots = RootsPlan.roots(new float[][] {{4, -9, 0, 0.25f}});
    assertArrayEquals(new float[] {2, -3, 0, 0.5f}, roots[0], 0);
  }

  private static double map(
      HashTrainer trainer, LabelledVectors database, LabelledVectors queries) {
    TrainedEncoder encoder = trainer.train(database, Progress.NONE);
    return new RetrievalEvaluator(List.of())
        .evaluate(CodedItems.of(queries, encoder), CodedItems.of(database, encoder))
        .map();
  }

  @Test
  public void testTheSameSeedGivesTheSameBits() {
    LabelledVectors data = SampleData.clusters(5, 60, 20, 0.5, 9);
    byte[][] first = codes(data, 3);
    assertTrue(Arrays.deepEquals(first, codes(data, 3)));
    assertFalse(Arrays.deepEquals(first, codes(data, 4)));
  }

  private static byte[][] codes(LabelledVectors data, long seed) {
    return new ItqTrainer(new ItqConfig(10, 20, seed))
        .train(data, Progress.NONE)
        .encode(data.rows());
  }

  @Test
  public void testBadConfigurationIsRefused() {
    assertRefused("bits", () -> new ItqConfig(0, 50, 1));
    assertRefused("bits", () -> new ItqConfig(1025, 50, 1));
    assertRefused("iterations", () -> new ItqConfig(8, 0, 1));
    assertRefused("bits", () -> new LshConfig(0, 1));
    LabelledVectors narrow = SampleData.clusters(2, 10, 4, 0.5, 9);
    assertRefused("[5]", () -> new ItqTrainer(new ItqConfig(5, 1, 1)).train(narrow, Progress.NONE));
  }

  private static void assertRefused(String said, ThrowingRunnable call) {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, call);
    assertTrue(e.getMessage(), e.getMessage().contains(said));
  }
}
