package hashing.method.ddsh;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import hashing.train.data.Labels;
import hashing.train.djl.FiniteDifferences;
import hashing.train.math.BinaryQuadraticProgram;
import hashing.train.math.SignedCodes;
import java.util.List;
import java.util.Random;
import org.junit.Test;

public class DdshObjectiveTests {

  private static final int BITS = 5;
  private static final double RATIO = 0.4;
  private static final int[] SAMPLED = {1, 4, 6, 8};
  private static final int[] OTHERS = {0, 2, 3, 5, 7, 9};

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
    int[] rows = {7, 0, 3};
    float[][] relaxed = FiniteDifferences.normal(rows.length, BITS, random);
    DdshObjective objective = new DdshObjective(codes, SAMPLED, RATIO);
    float[][] gradient = new float[rows.length][BITS];
    assertEquals(
        loss(codes, labels, relaxed, rows),
        objective.lossAndGradient(relaxed, rows, gradient),
        1e-9);
    for (int i = 0; i < rows.length; i++) {
      for (int bit = 0; bit < BITS; bit++) {
        assertEquals(relaxed[i][bit] > 0 ? 1 : -1, codes.get(rows[i], bit));
      }
    }
    FiniteDifferences.assertGradient(
        moved -> loss(codes, labels, moved, rows), relaxed, gradient, 1e-4);
  }

  private static double loss(SignedCodes codes, Labels labels, float[][] relaxed, int[] rows) {
    double loss = 0;
    for (int i = 0; i < rows.length; i++) {
      for (int j : SAMPLED) {
        double product = 0;
        for (int bit = 0; bit < BITS; bit++) {
          product += Math.tanh(relaxed[i][bit]) * codes.get(j, bit);
        }
        loss += square(target(labels, rows[i], j) - product);
      }
    }
    return loss / SAMPLED.length / rows.length;
  }

  @Test
  public void testAProgramIsThePairLossOfItsBit() {
    for (Labels labels : LABELS) {
      checkPrograms(labels);
    }
  }

  private static void checkPrograms(Labels labels) {
    Random random = new Random(2);
    SignedCodes codes = codes(labels, random);
    SampleStep step = new SampleStep(codes, SAMPLED, OTHERS, RATIO);
    for (int bit = 0; bit < BITS; bit++) {
      BinaryQuadraticProgram program = step.program(bit);
      double constant = Double.NaN;
      for (int mask = 0; mask < 1 << SAMPLED.length; mask++) {
        byte[] b = new byte[SAMPLED.length];
        for (int i = 0; i < b.length; i++) {
          b[i] = (byte) ((mask >>> i & 1) == 0 ? -1 : 1);
          codes.set(SAMPLED[i], bit, b[i]);
        }
        double apart = pairLoss(codes, labels, bit) - program.value(b);
        assertEquals(mask == 0 ? apart : constant, apart, 1e-9);
        constant = apart;
      }
    }
  }

  /** Squared residuals of all pairs after this bit, those of a row with itself left out. */
  private static double pairLoss(SignedCodes codes, Labels labels, int bit) {
    double loss = 0;
    for (int i : SAMPLED) {
      for (int j : SAMPLED) {
        loss += i == j ? 0 : square(residual(codes, labels, i, j, bit));
      }
      for (int j : OTHERS) {
        loss += square(residual(codes, labels, i, j, bit));
      }
    }
    return loss;
  }

  private static double residual(SignedCodes codes, Labels labels, int i, int j, int bit) {
    double residual = target(labels, i, j);
    for (int b = 0; b <= bit; b++) {
      residual -= codes.get(i, b) * codes.get(j, b);
    }
    return residual;
  }

  private static double target(Labels labels, int i, int j) {
    return BITS * (labels.share(i, labels, j) ? 1 : -RATIO);
  }

  @Test
  public void testDescentNeverRaisesABitsProgram() {
    Random random = new Random(11);
    for (int run = 0; run < 50; run++) {
      SignedCodes codes = codes(LABELS.get(run % 2), random);
      BinaryQuadraticProgram program = new SampleStep(codes, SAMPLED, OTHERS, RATIO).program(0);
      byte[] before = new byte[SAMPLED.length];
      for (int i = 0; i < before.length; i++) {
        before[i] = (byte) codes.get(SAMPLED[i], 0);
      }
      assertTrue(program.value(program.descend(before)) <= program.value(before) + 1e-9);
    }
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

  @Test
  public void testRelaxedGradientByFiniteDifferences() {
    Random random = new Random(12);
    int[] rows = {3, 0, 4, 1};
    for (Labels labels : LABELS) {
      RelaxedObjective objective = new RelaxedObjective(labels, 0.4);
      float[][] relaxed = FiniteDifferences.normal(4, 5, random);
      FiniteDifferences.assertGradient(objective, relaxed, rows, 1e-3);
    }
  }
}
