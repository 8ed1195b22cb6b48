package hashing.method.sdh;

import static hashing.method.EveryTrainer.assertRefused;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import hashing.method.EveryTrainer;
import hashing.method.HeldOutImages;
import java.io.IOException;
import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.RandomMatrices_DDRM;
import org.junit.Test;

public class SdhTrainerTests {

  @Test
  public void testBeatsItqOnHeldOutImagesAndAgreesWithItsPackage() throws IOException {
    SdhConfig config = new SdhConfig(32, 2000, 400, 5, 5, 1, 1e-5, 1e-3, 1);
    HeldOutImages.assertBeatsItqAndAgreesWithItsPackage(new SdhTrainer(config));
  }

  /** Each bit's closed form is the best of all codes that differ in that bit alone. */
  @Test
  public void testABitsClosedFormIsBestOfAll() {
    Random random = new Random(31);
    for (int trial = 0; trial < 50; trial++) {
      int n = 6;
      int bits = 3;
      DMatrixRMaj y = new DMatrixRMaj(n, 4);
      for (int row = 0; row < n; row++) {
        y.set(row, random.nextInt(4), 1);
      }
      DMatrixRMaj b = new DMatrixRMaj(n, bits);
      for (int i = 0; i < b.getNumElements(); i++) {
        b.set(i, random.nextBoolean() ? 1 : -1);
      }
      DMatrixRMaj w = RandomMatrices_DDRM.rectangle(bits, 4, -1, 1, random);
      DMatrixRMaj f = RandomMatrices_DDRM.rectangle(n, bits, -1, 1, random);
      int bit = random.nextInt(bits);
      double best = Double.POSITIVE_INFINITY;
      for (int code = 0; code < 1 << n; code++) {
        DMatrixRMaj other = b.copy();
        for (int row = 0; row < n; row++) {
          other.set(row, bit, (code >> row & 1) == 1 ? 1 : -1);
        }
        best = Math.min(best, SdhObjective.value(y, other, w, f, 1, 0.3));
      }
      SdhObjective.solveBit(bit, y, b, w, f, 0.3);
      assertEquals(best, SdhObjective.value(y, b, w, f, 1, 0.3), 1e-9);
    }
  }

  /** No other classifier, near or far, has a lower objective than the closed form's. */
  @Test
  public void testLeastSquaresAreLeast() {
    Random random = new Random(32);
    DMatrixRMaj x = RandomMatrices_DDRM.rectangle(20, 5, -1, 1, random);
    DMatrixRMaj y = RandomMatrices_DDRM.rectangle(20, 3, -1, 1, random);
    DMatrixRMaj none = new DMatrixRMaj(20, 5);
    DMatrixRMaj w = SdhObjective.leastSquares(x, y, 0.7);
    double least = SdhObjective.value(y, x, w, none, 0.7, 0);
    for (int trial = 0; trial < 200; trial++) {
      DMatrixRMaj other = w.copy();
      for (int i = 0; i < other.getNumElements(); i++) {
        other.add(i / 3, i % 3, random.nextGaussian() * Math.pow(10, -random.nextInt(4)));
      }
      assertTrue(SdhObjective.value(y, x, other, none, 0.7, 0) > least);
    }
  }

  @Test
  public void testTheSameSeedGivesTheSameBits() {
    EveryTrainer.assertTheSeedDecides(
        seed -> new SdhTrainer(new SdhConfig(24, 300, 60, 3, 2, 1, 1e-5, 1e-3, seed)));
  }

  @Test
  public void testBadConfigurationIsRefused() {
    assertRefused("bits", () -> new SdhConfig(1, 2, 2, 1, 1, 1, 1, 1, 1));
    assertRefused("rows", () -> new SdhConfig(8, 1, 2, 1, 1, 1, 1, 1, 1));
    assertRefused("anchors", () -> new SdhConfig(8, 2, 1, 1, 1, 1, 1, 1, 1));
    assertRefused("iterations", () -> new SdhConfig(8, 2, 2, 0, 1, 1, 1, 1, 1));
    assertRefused("passes", () -> new SdhConfig(8, 2, 2, 1, 0, 1, 1, 1, 1));
    assertRefused("lambda", () -> new SdhConfig(8, 2, 2, 1, 1, -1, 1, 1, 1));
    assertRefused("nu", () -> new SdhConfig(8, 2, 2, 1, 1, 1, -1, 1, 1));
    assertRefused("ridge", () -> new SdhConfig(8, 2, 2, 1, 1, 1, 1, 0, 1));
  }
}
