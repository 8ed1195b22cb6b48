package hashing.method.greedyhash;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import hashing.train.data.Labels;
import java.util.Random;
import org.junit.Test;

public class GreedyHashObjectiveTests {

  @Test
  public void testGradientBySignsIsHandedToTheValues() {
    int[] labels = {1, 0};
    float[][] relaxed = {{0.3f, -2, 5}, {0, 1, -1}};
    float[][] gradient = new float[2][3];
    GreedyHashObjective objective =
        new GreedyHashObjective(classifier(), Labels.single(labels), 0, 0.1);
    double loss = objective.lossAndGradient(relaxed, new int[] {0, 1}, gradient);
    SignClassifier same = classifier();
    float[] first = new float[3];
    float[] second = new float[3];
    double expected =
        0.5 * same.lossAndGradient(new double[] {1, -1, 1}, new int[] {1}, 0.5, first)
            + 0.5 * same.lossAndGradient(new double[] {-1, 1, -1}, new int[] {0}, 0.5, second);
    assertEquals(expected, loss, 1e-12);
    assertArrayEquals(first, gradient[0], 0);
    assertArrayEquals(second, gradient[1], 0);
  }

  @Test
  public void testClassifiersGradientByFiniteDifferences() {
    double[] signs = {0.7, -1.2, 0.4};
    float[] gradient = new float[3];
    classifier().lossAndGradient(signs, new int[] {1}, 1, gradient);
    for (int bit = 0; bit < 3; bit++) {
      double[] moved = signs.clone();
      moved[bit] += 1e-5;
      double above = classifier().lossAndGradient(moved, new int[] {1}, 1, new float[3]);
      moved[bit] -= 2e-5;
      double below = classifier().lossAndGradient(moved, new int[] {1}, 1, new float[3]);
      assertEquals((above - below) / 2e-5, gradient[bit], 1e-6);
    }
  }

  @Test
  public void testPenaltyByFiniteDifferences() {
    assertEquals(0, GreedyHashObjective.penalty(1), 0);
    assertEquals(0, GreedyHashObjective.penalty(-1), 0);
    assertEquals(0.125, GreedyHashObjective.penalty(-0.5), 1e-12);
    assertEquals(8, GreedyHashObjective.penalty(3), 1e-12);
    for (double z : new double[] {-2.5, -0.3, 0.2, 0.9, 4}) {
      double slope =
          (GreedyHashObjective.penalty(z + 1e-6) - GreedyHashObjective.penalty(z - 1e-6)) / 2e-6;
      assertEquals(slope, GreedyHashObjective.penaltySlope(z), 1e-5);
    }
  }

  @Test
  public void testTheClassifierLearnsWhatSignsTell() {
    SignClassifier classifier = classifier();
    double[][] signs = {{1, 1, -1}, {-1, 1, 1}};
    double first = 0;
    double last = 0;
    for (int step = 0; step < 200; step++) {
      last = 0;
      for (int c = 0; c < 2; c++) {
        last += classifier.lossAndGradient(signs[c], new int[] {c}, 0.5, new float[3]);
      }
      first = step == 0 ? last : first;
      classifier.step(0.1);
    }
    assertTrue(first + " " + last, last < first / 10);
  }

  private static SignClassifier classifier() {
    return new SignClassifier(2, 3, new Random(4));
  }
}
