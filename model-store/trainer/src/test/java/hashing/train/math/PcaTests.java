package hashing.train.math;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.MatrixFeatures_DDRM;
import org.ejml.dense.row.NormOps_DDRM;
import org.junit.Test;

public class PcaTests {

  @Test
  public void testPointsOnALine() {
    // Round (1, 2), along (3, 4) / 5 at -5, 0 and 5: variance 50 / 3, nothing across.
    Pca pca = Pca.of(new float[][] {{-2, -2}, {1, 2}, {4, 6}}, 2);
    assertEquals(1, pca.mean()[0], 1e-12);
    assertEquals(2, pca.mean()[1], 1e-12);
    assertEquals(0.6, pca.directions().get(0, 0), 1e-12);
    assertEquals(0.8, pca.directions().get(1, 0), 1e-12);
    assertEquals(50.0 / 3, pca.variances()[0], 1e-12);
    assertEquals(0, pca.variances()[1], 1e-12);
    DMatrixRMaj projected = pca.project(new float[][] {{4, 6}, {1, 2}});
    assertEquals(5, projected.get(0, 0), 1e-12);
    assertEquals(0, projected.get(1, 0), 1e-12);
  }

  @Test
  public void testProjectionsAreUncorrelatedAndOrdered() {
    Random random = new Random(3);
    float[][] rows = new float[500][7];
    for (float[] row : rows) {
      double shared = random.nextGaussian();
      for (int i = 0; i < row.length; i++) {
        row[i] = (float) (i * shared + random.nextGaussian() * (1 + i % 3) + 10);
      }
    }
    Pca pca = Pca.of(rows, 5);
    DMatrixRMaj projected = pca.project(rows);
    DMatrixRMaj covariance = new DMatrixRMaj(5, 5);
    CommonOps_DDRM.multTransA(1.0 / rows.length, projected, projected, covariance);
    for (int i = 0; i < 5; i++) {
      for (int j = 0; j < 5; j++) {
        assertEquals(i == j ? pca.variances()[i] : 0, covariance.get(i, j), 1e-9);
      }
      assertTrue(i == 0 || pca.variances()[i - 1] >= pca.variances()[i]);
    }
  }

  /** Rows repeated are as many as values, so that the other way is gone; the rest is the same. */
  @Test
  public void testFewRowsHaveTheComponentsOfTheirCovariance() {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    for (int rank : new int[] {3, 30}) {
      float[][] few = new float[20][60];
      float[][] shared = new float[rank][60];
      for (float[] row : shared) {
        for (int i = 0; i < row.length; i++) {
          row[i] = (float) random.nextGaussian();
        }
      }
      for (float[] row : few) {
        for (int k = 0; k < rank; k++) {
          float factor = (float) (random.nextGaussian() / (k + 1));
          for (int i = 0; i < row.length; i++) {
            row[i] += factor * shared[k][i];
          }
        }
      }
      float[][] repeated = new float[60][];
      Arrays.setAll(repeated, i -> few[i % 20]);
      Pca pca = Pca.of(few, 6);
      Pca expected = Pca.of(repeated, 6);
      DMatrixRMaj products = new DMatrixRMaj(6, 6);
      CommonOps_DDRM.multTransA(pca.directions(), pca.directions(), products);
      for (int j = 0; j < 6; j++) {
        assertEquals(expected.variances()[j], pca.variances()[j], 1e-9);
        for (int k = 0; k < 6; k++) {
          assertEquals(j == k ? 1 : 0, products.get(j, k), 1e-9);
        }
        // Beyond the rank, any direction without variance will do.
        for (int i = 0; j < rank && i < 60; i++) {
          assertEquals(expected.directions().get(i, j), pca.directions().get(i, j), 1e-7);
        }
      }
    }
  }

  @Test
  public void testTooManyComponentsAreRefused() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Pca.of(new float[][] {{1, 2}}, 3));
    assertTrue(e.getMessage(), e.getMessage().contains("[3]"));
  }

  @Test
  public void testRandomMatricesAreOrthogonal() {
    for (int size : new int[] {1, 2, 17}) {
      DMatrixRMaj q = Orthogonal.random(size, new Random(size));
      assertTrue(MatrixFeatures_DDRM.isOrthogonal(q, 1e-10));
    }
  }

  @Test
  public void testNearestBeatsRandomRotations() {
    Random random = new Random(11);
    DMatrixRMaj matrix = Orthogonal.gaussian(6, 6, random);
    DMatrixRMaj nearest = Orthogonal.nearest(matrix);
    assertTrue(MatrixFeatures_DDRM.isOrthogonal(nearest, 1e-10));
    for (int i = 0; i < 1000; i++) {
      DMatrixRMaj other = Orthogonal.random(6, random);
      assertTrue(distance(matrix, nearest) <= distance(matrix, other));
    }
  }

  private static double distance(DMatrixRMaj a, DMatrixRMaj b) {
    DMatrixRMaj difference = new DMatrixRMaj(6, 6);
    CommonOps_DDRM.subtract(a, b, difference);
    return NormOps_DDRM.normF(difference);
  }
}
