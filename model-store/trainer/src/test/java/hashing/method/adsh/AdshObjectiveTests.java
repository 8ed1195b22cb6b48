package hashing.method.adsh;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import hashing.train.data.Labels;
import hashing.train.djl.FiniteDifferences;
import hashing.train.math.SignedCodes;
import java.util.List;
import java.util.Random;
import org.junit.Test;

public class AdshObjectiveTests {

  private static final int BITS = 6;
  private static final double GAMMA = 5;
  private static final double RATIO = 0.4;

  /** One label a row, and sets, one of them empty. */
  private static final List<Labels> LABELS =
      List.of(
          Labels.single(new int[] {0, 1, 2, 0, 1, 2, 2, 2, 1, 0}),
          Labels.sets(
              new int[][] {{0}, {1, 0}, {2}, {0, 3}, {}, {2, 1}, {2}, {1, 3}, {1}, {0, 1}}, 4));

  @Test
  public void testLossAndGradientAgainstTheDefinition() {
    for (Labels labels : LABELS) {
      checkLossAndGradient(labels);
    }
  }

  private static void checkLossAndGradient(Labels labels) {
    Random random = new Random(5);
    SignedCodes codes = codes(labels, random);
    int[] rows = {7, 0, 4};
    float[][] relaxed = FiniteDifferences.normal(rows.length, BITS, random);
    AdshObjective objective = new AdshObjective(codes, GAMMA, RATIO);
    float[][] gradient = new float[rows.length][BITS];
    assertEquals(
        loss(codes, labels, relaxed, rows),
        objective.lossAndGradient(relaxed, rows, gradient),
        1e-9);
    FiniteDifferences.assertGradient(
        moved -> loss(codes, labels, moved, rows), relaxed, gradient, 1e-4);
    assertEquals(Math.tanh(relaxed[1][2]), objective.outputs()[0][2], 1e-12);
  }

  /** Equation 4, pair by pair. */
  private static double loss(SignedCodes codes, Labels labels, float[][] relaxed, int[] rows) {
    double loss = 0;
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < codes.size(); j++) {
        double product = 0;
        for (int bit = 0; bit < BITS; bit++) {
          product += Math.tanh(relaxed[i][bit]) * codes.get(j, bit);
        }
        double target = labels.share(rows[i], labels, j) ? 1 : -RATIO;
        loss += square(product - BITS * target);
      }
      for (int bit = 0; bit < BITS; bit++) {
        loss += GAMMA * square(codes.get(rows[i], bit) - Math.tanh(relaxed[i][bit]));
      }
    }
    return loss / codes.size() / rows.length;
  }

  @Test
  public void testEachBitsStepIsTheBestThereIs() {
    Random random = new Random(9);
    for (int run = 0; run < 20; run++) {
      Labels labels = LABELS.get(run % 2);
      SignedCodes codes = codes(labels, random);
      double[][] outputs = new double[codes.size()][];
      for (int row = 0; row < codes.size(); row += 2) {
        outputs[row] = new double[BITS];
        for (int bit = 0; bit < BITS; bit++) {
          outputs[row][bit] = Math.tanh(random.nextGaussian());
        }
      }
      DatabaseStep step = new DatabaseStep(codes, outputs, GAMMA, RATIO);
      double constant = loss(codes, labels, outputs) - step.value();
      for (int bit = 0; bit < BITS; bit++) {
        double before = step.value();
        step.solve(bit);
        assertTrue("run " + run, step.value() <= before + 1e-9);
        assertEquals(loss(codes, labels, outputs), step.value() + constant, 1e-6);
        double solved = step.value();
        for (int row = 0; row < codes.size(); row++) {
          codes.set(row, bit, -codes.get(row, bit));
          assertTrue("run " + run, step.value() >= solved - 1e-9);
          codes.set(row, bit, -codes.get(row, bit));
        }
      }
    }
  }

  /** Equation 4 over all outputs, not divided. */
  private static double loss(SignedCodes codes, Labels labels, double[][] outputs) {
    double loss = 0;
    for (int i = 0; i < outputs.length; i++) {
      if (outputs[i] == null) {
        continue;
      }
      for (int j = 0; j < codes.size(); j++) {
        double product = 0;
        for (int bit = 0; bit < BITS; bit++) {
          product += outputs[i][bit] * codes.get(j, bit);
        }
        loss += square(product - BITS * (labels.share(i, labels, j) ? 1 : -RATIO));
      }
      for (int bit = 0; bit < BITS; bit++) {
        loss += GAMMA * square(codes.get(i, bit) - outputs[i][bit]);
      }
    }
    return loss;
  }

  private static double square(double value) {
    return value * value;
  }

  private static SignedCodes codes(Labels labels, Random random) {
    SignedCodes codes = new SignedCodes(labels, BITS);
    for (int row = 0; row < labels.size(); row++) {
      for (int bit = 0; bit < BITS; bit++) {
        codes.set(row, bit, random.nextBoolean() ? 1 : -1);
      }
    }
    return codes;
  }
}
