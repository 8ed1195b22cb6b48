package hashing.method.spectral;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import hashing.store.ModelName;
import hashing.store.ModelPackage;
import hashing.train.Agreement;
import hashing.train.PackageExport;
import hashing.train.Progress;
import hashing.train.TrainedEncoder;
import hashing.train.data.LabelledVectors;
import hashing.train.data.SampleData;
import hashing.train.eval.CodedItems;
import hashing.train.eval.RetrievalEvaluator;
import hashing.train.math.Pca;
import java.io.IOException;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.junit.Test;

public class SpectralTrainerTests {

  @Test
  public void testSmallestEigenvaluesOfACaseWorkedByHand() {
    List<SpectralObjective.Mode> modes = SpectralObjective.smallest(new double[] {10, 4, 0, 3}, 5);
    // 1/10, 2/10, 1/4, 3/10, 1/3 (the zero has none)
    assertEquals(
        List.of(
            new SpectralObjective.Mode(0, 1, 0.1),
            new SpectralObjective.Mode(0, 2, 0.2),
            new SpectralObjective.Mode(1, 1, 0.25),
            new SpectralObjective.Mode(0, 3, 3 / 10.0),
            new SpectralObjective.Mode(3, 1, 1 / 3.0)),
        modes);
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> SpectralObjective.smallest(new double[] {0, 0}, 3));
    assertTrue(e.getMessage(), e.getMessage().contains("[3]"));
  }

  /** Against the formula, on rows that were trained on and on rows far beyond them. */
  @Test
  public void testRelaxedValuesAreTheEigenfunctions() {
    LabelledVectors data = SampleData.clusters(3, 40, 6, 0.5, 21);
    TrainedEncoder encoder =
        new SpectralTrainer(new SpectralConfig(14, 1)).train(data, Progress.NONE);
    DMatrixRMaj projected = Pca.of(data.rows(), 6).project(data.rows());
    double[] least = new double[6];
    double[] length = new double[6];
    for (int j = 0; j < 6; j++) {
      double largest = Double.NEGATIVE_INFINITY;
      least[j] = Double.POSITIVE_INFINITY;
      for (int row = 0; row < data.size(); row++) {
        least[j] = Math.min(least[j], projected.get(row, j));
        largest = Math.max(largest, projected.get(row, j));
      }
      length[j] = largest - least[j];
    }
    List<SpectralObjective.Mode> modes = SpectralObjective.smallest(length, 14);
    float[][] rows = data.rows().clone();
    rows[0] = new float[] {50, -50, 50, -50, 50, -50};
    float[][] relaxed = encoder.parameters().relaxed(rows);
    DMatrixRMaj all = Pca.of(data.rows(), 6).project(rows);
    for (int row = 0; row < rows.length; row++) {
      for (int bit = 0; bit < 14; bit++) {
        SpectralObjective.Mode mode = modes.get(bit);
        double place = (all.get(row, mode.direction()) - least[mode.direction()]);
        double t = Math.clamp(place / length[mode.direction()], 0, 1);
        double expected = Math.sin(Math.PI / 2 + mode.halfWaves() * Math.PI * t);
        assertEquals(expected, relaxed[row][bit], 1e-4);
      }
    }
  }

  @Test
  public void testItsPackageAgreesAndItRanksBetterThanChance() throws IOException {
    LabelledVectors images = SampleData.images();
    LabelledVectors queries = images.firstOfEachClass(20);
    LabelledVectors database = images.without(queries);
    TrainedEncoder encoder =
        new SpectralTrainer(new SpectralConfig(32, 1)).train(database, Progress.NONE);
    double map =
        new RetrievalEvaluator(List.of())
            .evaluate(CodedItems.of(queries, encoder), CodedItems.of(database, encoder))
            .map();
    System.out.printf("32 bits: spectral %.4f%n", map);
    assertTrue("map " + map, map > 0.25);
    ModelPackage model = PackageExport.of(encoder, ModelName.parse("sh@1"), images.input());
    Agreement agreement = Agreement.of(encoder, model, images);
    assertTrue(agreement.toString(), agreement.largestRelaxed() < 1e-5);
  }

  @Test
  public void testBadConfigurationIsRefused() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> new SpectralConfig(0, 1));
    assertTrue(e.getMessage(), e.getMessage().startsWith("[bits]"));
  }
}
