package hashing.method.csq;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import hashing.train.data.Labels;
import hashing.train.djl.FiniteDifferences;
import hashing.train.math.HashCentres;
import java.util.Random;
import org.junit.Test;

public class CsqObjectiveTests {

  @Test
  public void testLossOfACaseWorkedByHand() {
    boolean[][] centres = {{true, false}};
    CsqObjective objective = new CsqObjective(centres, 0.5);
    float[][] gradient = new float[1][2];
    double loss = objective.lossAndGradient(new float[][] {{0, 0}}, new int[] {0}, gradient);
    // Both halves are 1/2: cross-entropy ln 2; |tanh 0| is 1 short: 0.5 * 1.
    assertEquals(Math.log(2) + 0.5, loss, 1e-12);
    assertEquals(-0.5, gradient[0][0], 1e-7);
    assertEquals(0.5, gradient[0][1], 1e-7);
  }

  @Test
  public void testLossIsTheCrossEntropyOfTheSource() {
    Random random = new Random(8);
    for (int i = 0; i < 1000; i++) {
      double z = 4 * random.nextGaussian();
      boolean one = random.nextBoolean();
      double half = (Math.tanh(z) + 1) / 2;
      double expected = -Math.log(one ? half : 1 - half);
      if (Double.isFinite(expected) && expected < 20) {
        CsqObjective objective = new CsqObjective(new boolean[][] {{one}}, 0);
        float[][] relaxed = {{(float) z}};
        double loss = objective.lossAndGradient(relaxed, new int[] {0}, new float[1][1]);
        assertEquals(expected, loss, 1e-4);
      }
    }
  }

  @Test
  public void testGradientByFiniteDifferences() {
    Random random = new Random(6);
    boolean[][] centres = HashCentres.choose(3, 8, random);
    Labels labels = Labels.single(new int[] {0, 1, 2, 1, 0});
    boolean[][] ofRows = HashCentres.ofRows(labels, centres, random);
    int[] rows = {4, 1, 2};
    CsqObjective objective = new CsqObjective(ofRows, 0.7);
    float[][] relaxed = FiniteDifferences.normal(rows.length, 8, random);
    FiniteDifferences.assertGradient(objective, relaxed, rows, 1e-5);
  }

  @Test
  public void testLossStaysFinite() {
    CsqObjective objective = new CsqObjective(new boolean[][] {{true, false}}, 1);
    float[][] gradient = new float[1][2];
    double loss =
        objective.lossAndGradient(new float[][] {{-1e30f, 1e30f}}, new int[] {0}, gradient);
    assertTrue(Double.isFinite(loss));
    assertEquals(-1, gradient[0][0], 0);
    assertEquals(1, gradient[0][1], 0);
  }
}
