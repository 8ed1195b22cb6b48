package hashing.method.hashnet;

import static org.junit.Assert.assertEquals;

import hashing.train.data.Labels;
import hashing.train.djl.FiniteDifferences;
import java.util.Random;
import org.junit.Test;

public class HashNetObjectiveTests {

  @Test
  public void testLossOfACaseWorkedByHand() {
    // Rows 0 and 1 are of one class, row 2 is not: one similar pair, two dissimilar ones.
    HashNetObjective objective = new HashNetObjective(Labels.single(new int[] {4, 4, 7}), 0.5, 0);
    float[][] relaxed = {{(float) atanh(0.5), 0}, {(float) atanh(0.8), 0}, {0, 0}};
    float[][] gradient = new float[3][2];
    double loss = objective.lossAndGradient(relaxed, new int[] {0, 1, 2}, gradient, 1);
    double t = 0.5 * 0.5 * 0.8;
    assertEquals(Math.log1p(Math.exp(t)) - t + Math.log(2), loss, 1e-7);
    double slope = 1 / (1 + Math.exp(-t)) - 1;
    // Both dissimilar pairs have an inner product of 0: slope 1/2, halved, but row 2 is zero.
    assertEquals(slope * 0.5 * 0.8 * (1 - 0.25), gradient[0][0], 1e-6);
    assertEquals(slope * 0.5 * 0.5 * (1 - 0.64), gradient[1][0], 1e-6);
    assertEquals(0.5 * 0.5 * 0.5 * (0.5 + 0.8), gradient[2][0], 1e-6);
    assertEquals(0, gradient[2][1], 0);
  }

  private static double atanh(double value) {
    return 0.5 * Math.log((1 + value) / (1 - value));
  }

  @Test
  public void testGradientByFiniteDifferences() {
    Random random = new Random(6);
    int[] labels = {0, 1, 2, 1, 0};
    int[] rows = {4, 1, 2, 3, 0};
    HashNetObjective objective = new HashNetObjective(Labels.single(labels), 0.3, 0);
    float[][] relaxed = FiniteDifferences.normal(rows.length, 8, random);
    FiniteDifferences.assertGradient(
        (values, which, gradient) -> objective.lossAndGradient(values, which, gradient, 1.7),
        relaxed,
        rows,
        1e-5);
  }

  @Test
  public void testOneClassOrNoneInCommonStaysFinite() {
    float[][] relaxed = {{1e30f, -1e30f}, {-1e30f, 1}};
    for (int[] labels : new int[][] {{0, 0}, {0, 1}}) {
      float[][] gradient = new float[2][2];
      double loss =
          new HashNetObjective(Labels.single(labels), 0.1, 0)
              .lossAndGradient(relaxed, new int[] {0, 1}, gradient, 1);
      assertEquals(true, Double.isFinite(loss));
      assertEquals(0, gradient[0][0], 1e-6);
    }
  }

  @Test
  public void testSteepnessGrowsInStages() {
    HashNetObjective objective = new HashNetObjective(Labels.single(new int[] {0, 1}), 0.1, 0.005);
    float[][] relaxed = {{1}, {2}};
    assertEquals(1, objective.steepness(), 0);
    for (int batch = 0; batch < 400; batch++) {
      objective.lossAndGradient(relaxed, new int[] {0, 1}, new float[2][1]);
      assertEquals(
          batch + 1 < 200 ? 1 : batch + 1 < 400 ? Math.sqrt(2) : Math.sqrt(3),
          objective.steepness(),
          1e-12);
    }
  }
}
