package hashing.method.dynamicsign;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import hashing.train.data.Labels;
import hashing.train.djl.NetworkParameters;
import hashing.train.djl.NetworkSession;
import hashing.train.djl.Perceptron;
import hashing.train.math.HashCentres;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.Test;

public class DynamicSignTests {

  @Test
  public void testACaseWorkedByHand() {
    double[] u = {0.5, -0.04, 0.02, -0.9};
    // Two of four are positive, no more than half: what is uncertain becomes 1.
    assertArrayEquals(new double[] {1, 1, 1, -1}, DynamicSign.of(u, 0.05), 0);
    u[3] = 0.9;
    assertArrayEquals(new double[] {1, -1, -1, 1}, DynamicSign.of(u, 0.05), 0);
    assertArrayEquals(new double[] {1, -1, 1, 1}, DynamicSign.of(u, 0.02), 0);
    assertArrayEquals(new double[] {1, -1, 1, 1}, DynamicSign.of(u, 0), 0);
    assertArrayEquals(new double[] {1, -1, 1, 1}, DynamicSign.of(u, -0.5), 0);
  }

  /** The majority is of the code's own length, not of 64 bits. */
  @Test
  public void testTheMajorityIsOfHalfOfTheBits() {
    for (int bits : new int[] {16, 24, 32, 64, 128}) {
      for (int positive = 0; positive <= bits; positive++) {
        double[] u = new double[bits];
        for (int bit = 0; bit < bits; bit++) {
          u[bit] = bit < positive ? 0.3 : -0.3;
        }
        assertEquals(2 * positive > bits ? -1 : 1, DynamicSign.minority(u), 0);
      }
    }
  }

  /** The network's relaxed values have the signs of the function, and are margins. */
  @Test
  public void testTheNetworksSignsAreTheFunctions() {
    for (int bits : new int[] {16, 24, 32, 64, 128}) {
      Random random = new Random(bits);
      Perceptron body = new Perceptron(List.of(3, bits + 1));
      Map<String, float[]> values = NetworkSession.firstValues(body, random);
      float[][] rows = new float[200][3];
      for (float[] row : rows) {
        for (int i = 0; i < 3; i++) {
          row[i] = (float) random.nextGaussian() / 2;
        }
      }
      float[][] outputs = new NetworkParameters(body, values).relaxed(rows);
      for (double tau : new double[] {0, 0.01, 0.4}) {
        for (boolean learned : new boolean[] {false, true}) {
          DynamicSignPlan plan = new DynamicSignPlan(body, tau, learned);
          float[][] relaxed = new NetworkParameters(plan, values).relaxed(rows);
          int flipped = 0;
          for (int row = 0; row < rows.length; row++) {
            double[] u = new double[bits];
            for (int bit = 0; bit < bits; bit++) {
              u[bit] = outputs[row][bit] * 2;
            }
            double threshold = learned ? tau / (1 + Math.exp(-outputs[row][bits])) : (float) tau;
            double[] expected = DynamicSign.of(u, threshold);
            for (int bit = 0; bit < bits; bit++) {
              boolean edge = Math.abs(relaxed[row][bit]) < 1e-6;
              assertTrue(edge || expected[bit] > 0 == relaxed[row][bit] > 0);
              assertEquals(
                  Math.abs(Math.abs(u[bit]) - threshold), Math.abs(relaxed[row][bit]), 1e-5);
              flipped += expected[bit] > 0 == u[bit] > 0 ? 0 : 1;
            }
          }
          assertTrue(tau + " " + flipped, tau == 0 ? flipped == 0 : tau < 0.1 || flipped > 0);
        }
      }
    }
  }

  @Test
  public void testGradientByFiniteDifferences() {
    for (boolean learned : new boolean[] {false, true}) {
      Random random = new Random(8);
      DynamicSignConfig defaults = DynamicSignConfig.defaults(8, 1);
      DynamicSignConfig config =
          new DynamicSignConfig(8, defaults.training(), 8, true, 0.3, learned, 10, 0.15, 1);
      boolean[][] centres = HashCentres.choose(3, 8, random);
      Labels labels = Labels.sets(new int[][] {{0}, {1, 2}, {}}, 3);
      DynamicSignObjective objective =
          new DynamicSignObjective(
              centres, HashCentres.ofRows(labels, centres, random), labels, config, random);
      for (int trial = 0; trial < 30; trial++) {
        float[] outputs = new float[9];
        for (int k = 0; k < 9; k++) {
          // Away from where the code, the clipping or the majority changes.
          float size = 0.18f + 0.2f * random.nextFloat();
          outputs[k] = random.nextBoolean() ? size : -size;
        }
        double[] slope = new double[9];
        objective.item(outputs, trial % 3, 0.1, slope);
        float step = 1f / 4096;
        for (int k = 0; k < 9; k++) {
          float value = outputs[k];
          outputs[k] = value + step;
          double above = objective.item(outputs, trial % 3, 0.1, new double[9]);
          outputs[k] = value - step;
          double below = objective.item(outputs, trial % 3, 0.1, new double[9]);
          outputs[k] = value;
          assertEquals((above - below) / (2 * step), slope[k], 1e-3);
        }
        assertEquals(learned, slope[8] != 0);
      }
    }
  }
}
