package hashing.method.pcahash;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import hashing.train.HashTrainer;
import hashing.train.Progress;
import hashing.train.TrainedEncoder;
import hashing.train.data.LabelledVectors;
import hashing.train.data.SampleData;
import hashing.train.eval.CodedItems;
import hashing.train.eval.RetrievalEvaluator;
import hashing.train.math.Pca;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.junit.Test;

public class PcaHashTrainerTests {

  @Test
  public void testBitsAreSignsOfComponents() {
    LabelledVectors data = SampleData.clusters(5, 60, 20, 0.5, 9);
    float[][] relaxed =
        new PcaHashTrainer(new PcaHashConfig(6, false, 1))
            .train(data, Progress.NONE)
            .parameters()
            .relaxed(data.rows());
    DMatrixRMaj projected = Pca.of(data.rows(), 6).project(data.rows());
    for (int row = 0; row < data.size(); row++) {
      for (int bit = 0; bit < 6; bit++) {
        assertEquals(projected.get(row, bit), relaxed[row][bit], 1e-4);
      }
    }
  }

  @Test
  public void testARotationHelpsWhereThereAreManyBits() throws IOException {
    LabelledVectors images = SampleData.images();
    LabelledVectors queries = images.firstOfEachClass(50);
    LabelledVectors database = images.without(queries);
    double plain = map(new PcaHashTrainer(new PcaHashConfig(64, false, 1)), database, queries);
    double rotated = map(new PcaHashTrainer(new PcaHashConfig(64, true, 1)), database, queries);
    System.out.printf("64 bits: components %.4f, rotated %.4f%n", plain, rotated);
    assertTrue("components " + plain + " rotated " + rotated, rotated > plain + 0.1);
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
    assertTrue(Arrays.deepEquals(codes(data, 3), codes(data, 3)));
    assertFalse(Arrays.deepEquals(codes(data, 3), codes(data, 4)));
  }

  private static byte[][] codes(LabelledVectors data, long seed) {
    return new PcaHashTrainer(new PcaHashConfig(10, true, seed))
        .train(data, Progress.NONE)
        .encode(data.rows());
  }

  @Test
  public void testBadConfigurationIsRefused() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> new PcaHashConfig(0, false, 1));
    assertTrue(e.getMessage(), e.getMessage().startsWith("[bits]"));
    LabelledVectors narrow = SampleData.clusters(2, 10, 4, 0.5, 9);
    PcaHashTrainer wide = new PcaHashTrainer(new PcaHashConfig(5, false, 1));
    assertThrows(IllegalArgumentException.class, () -> wide.train(narrow, Progress.NONE));
  }
}
