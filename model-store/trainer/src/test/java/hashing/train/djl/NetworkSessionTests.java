package hashing.train.djl;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import hashing.encode.InputSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.Test;

public class NetworkSessionTests {

  private static final NetworkTraining TRAINING = NetworkTraining.perceptron(3, 1, 4, 0.01);

  /** The sum of all outputs; each row's slope is as for the others. */
  private static double sum(float[][] relaxed, float[][] gradient) {
    double sum = 0;
    for (int i = 0; i < relaxed.length; i++) {
      for (int k = 0; k < relaxed[i].length; k++) {
        sum += relaxed[i][k];
        gradient[i][k] = 1;
      }
    }
    return sum;
  }

  /**
   * Adam's first steps with a constant gradient are as long as the learning rate, in its direction:
   * so they are for a layer's bias. If gradients of batches added up, the third step were longer.
   */
  @Test
  public void testEachStepHasItsOwnGradient() {
    Perceptron network = new Perceptron(List.of(2, 1));
    float[][] rows = {{1, 2}, {3, -1}, {0, 1}, {2, 2}};
    int[] all = {0, 1, 2, 3};
    try (NetworkSession session =
        new NetworkSession(network, TRAINING, RowChange.NONE, 1 << 20, new Random(1))) {
      for (int step = 1; step <= 3; step++) {
        session.epoch(rows, all, (relaxed, which, gradient) -> sum(relaxed, gradient));
        float bias = session.parameters().values().get("head.bias")[0];
        assertEquals(-0.01 * step, bias, 1e-6);
      }
    }
  }

  /** One step against the algorithm as published, with other gradients in each of two steps. */
  @Test
  public void testStepsAreAdams() {
    Perceptron network = new Perceptron(List.of(1, 1));
    Map<String, float[]> start =
        Map.of("head.weight", new float[] {0.5f}, "head.bias", new float[] {0});
    float[][] rows = {{1}, {2}};
    double weight = 0.5;
    double mean = 0;
    double square = 0;
    double[] slopes = {3, -0.7};
    try (NetworkSession session =
        new NetworkSession(network, start, TRAINING, RowChange.NONE, 4, new Random(1))) {
      for (int step = 1; step <= 2; step++) {
        double slope = slopes[step - 1];
        session.epoch(
            rows,
            new int[] {0, 1},
            (relaxed, which, gradient) -> {
              for (float[] row : gradient) {
                row[0] = (float) slope;
              }
              return 0;
            });
        double gradient = slope * (1 + 2);
        mean = 0.9 * mean + 0.1 * gradient;
        square = 0.999 * square + 0.001 * gradient * gradient;
        double rate = 0.01 * (1 + Math.cos(Math.PI * (step - 1) / 4)) / 2;
        double corrected =
            mean / (1 - Math.pow(0.9, step)) / Math.sqrt(square / (1 - Math.pow(0.999, step)));
        weight -= rate * corrected;
        assertEquals(weight, session.parameters().values().get("head.weight")[0], 1e-6);
      }
    }
  }

  /** In training, a normalised channel has mean 0 and variance 1 in each batch. */
  @Test
  public void testRunningMeansMoveATenthOfTheWay() {
    InputSpec.Image image = InputSpec.Image.unit(2, 2, InputSpec.Channels.GREY);
    ConvolutionalNetwork network = new ConvolutionalNetwork(image, 1, 1, 1, 1);
    float[][] rows = {{1, 1, 1, 1}, {3, 3, 3, 3}};
    try (NetworkSession session =
        new NetworkSession(network, TRAINING, RowChange.NONE, 10, new Random(2))) {
      float[] weight = session.parameters().values().get("block_0.weight");
      double low = largestOfCorners(weight, 1);
      double high = largestOfCorners(weight, 3);
      session.epoch(rows, new int[] {0, 1}, (relaxed, which, gradient) -> 0);
      float mean = session.parameters().values().get("block_0.mean")[0];
      assertEquals(0.1 * (low + high) / 2, mean, 1e-5);
    }
  }

  private static double largestOfCorners(float[] weight, float pixel) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int corner = 0; corner < 4; corner++) {
      double sum = 0;
      for (int dy = 0; dy < 2; dy++) {
        for (int dx = 0; dx < 2; dx++) {
          int y = 1 + dy - corner / 2;
          int x = 1 + dx - corner % 2;
          sum += weight[y * 3 + x] * pixel;
        }
      }
      largest = Math.max(largest, sum);
    }
    return largest;
  }

  @Test
  public void testALossThatIsNotFiniteIsRefused() {
    Perceptron network = new Perceptron(List.of(1, 1));
    try (NetworkSession session =
        new NetworkSession(network, TRAINING, RowChange.NONE, 10, new Random(2))) {
      float[][] rows = {{1}, {2}};
      int[] both = {0, 1};
      IllegalArgumentException e =
          assertThrows(
              IllegalArgumentException.class,
              () -> session.epoch(rows, both, (relaxed, which, gradient) -> Double.NaN));
      assertTrue(e.getMessage(), e.getMessage().contains("[learning_rate]"));
      session.epoch(rows, both, (relaxed, which, gradient) -> sum(relaxed, gradient));
    }
  }

  /** A mirrored and shifted image, pixel by pixel; the shift and the mirroring are found out. */
  @Test
  public void testImagesAreShiftedAndMirrored() {
    InputSpec.Image image = InputSpec.Image.unit(6, 5, InputSpec.Channels.RGB);
    Random random = new Random(5);
    boolean[] seen = new boolean[2 * 3 * 3];
    float[] row = new float[image.size()];
    for (int i = 0; i < row.length; i++) {
      row[i] = 1 + i;
    }
    for (int trial = 0; trial < 500; trial++) {
      float[] changed = new ShiftAndFlip(image, 1).apply(row, random);
      int matches = 0;
      for (int which = 0; which < seen.length; which++) {
        boolean flip = which % 2 == 1;
        int down = which / 2 % 3 - 1;
        int right = which / 6 - 1;
        if (Arrays.equals(changed, moved(row, flip, down, right))) {
          matches++;
          seen[which] = true;
        }
      }
      assertEquals(1, matches);
    }
    boolean[] all = new boolean[seen.length];
    Arrays.fill(all, true);
    assertArrayEquals(all, seen);
  }

  private static float[] moved(float[] row, boolean flip, int down, int right) {
    float[] moved = new float[row.length];
    for (int c = 0; c < 3; c++) {
      for (int y = 0; y < 5; y++) {
        for (int x = 0; x < 6; x++) {
          int toX = x + right;
          int toY = y + down;
          if (toX >= 0 && toX < 6 && toY >= 0 && toY < 5) {
            moved[(c * 5 + toY) * 6 + (flip ? 5 - toX : toX)] = row[(c * 5 + y) * 6 + x];
          }
        }
      }
    }
    return moved;
  }
}
