package hashing.train.djl;

import static org.junit.Assert.assertEquals;

import java.util.Random;
import java.util.function.ToDoubleFunction;

/** Compares a gradient worked out by hand with differences of the loss. */
public final class FiniteDifferences {

  private static final float STEP = 1f / 1024;

  private FiniteDifferences() {}

  /** Of an objective's own loss. */
  public static void assertGradient(
      BatchObjective objective, float[][] relaxed, int[] rows, double tolerance) {
    int columns = relaxed[0].length;
    float[][] gradient = new float[relaxed.length][columns];
    objective.lossAndGradient(relaxed, rows, gradient);
    assertGradient(
        moved -> objective.lossAndGradient(moved, rows, new float[relaxed.length][columns]),
        relaxed,
        gradient,
        tolerance);
  }

  /**
   * Of a loss that is written down apart from the objective.
   *
   * @param relaxed moved, and as it was afterwards
   */
  public static void assertGradient(
      ToDoubleFunction<float[][]> loss, float[][] relaxed, float[][] gradient, double tolerance) {
    for (int i = 0; i < relaxed.length; i++) {
      for (int k = 0; k < relaxed[i].length; k++) {
        float value = relaxed[i][k];
        relaxed[i][k] = value + STEP;
        double above = loss.applyAsDouble(relaxed);
        float width = relaxed[i][k];
        relaxed[i][k] = value - STEP;
        double below = loss.applyAsDouble(relaxed);
        width -= relaxed[i][k];
        relaxed[i][k] = value;
        assertEquals(i + ", " + k, (above - below) / width, gradient[i][k], tolerance);
      }
    }
  }

  /** Normal values. */
  public static float[][] normal(int rows, int columns, Random random) {
    float[][] values = new float[rows][columns];
    for (float[] row : values) {
      for (int i = 0; i < columns; i++) {
        row[i] = (float) random.nextGaussian();
      }
    }
    return values;
  }
}
