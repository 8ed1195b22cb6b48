package hashing.method.neuronmerging;

import hashing.train.math.PairLikelihood;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The active phase: running averages, over batches, of how redundant neurons are.
 *
 * <p>Cost of a batch: {@code SAMPLE^2 / 2} pairs for each neuron, and for each pair of one of the
 * {@code CANDIDATES} least important and any other. Not thread-safe.
 */
final class Redundancy {

  /** Rows of a batch that are looked at. */
  private static final int SAMPLE = 40;

  /** Neurons for which partners are tried in a batch. */
  private static final int CANDIDATES = 8;

  /** Share of a batch in the averages. */
  private static final double RATE = 0.1;

  private final NeuronMergingObjective objective;
  private final double[] importance;
  private final double[][] mergedLoss;
  private final boolean[][] tried;
  private final double[][] correlation;

  Redundancy(NeuronMergingObjective objective, int bits) {
    this.objective = objective;
    importance = new double[bits];
    mergedLoss = new double[bits][bits];
    tried = new boolean[bits][bits];
    correlation = new double[bits][bits];
  }

  /** Running average of how much the loss rises without a neuron. */
  double importance(int bit) {
    return importance[bit];
  }

  /** Running average of how much the loss rises when two are merged; infinite if never tried. */
  double mergedLoss(int a, int b) {
    return tried[a][b] ? mergedLoss[a][b] : Double.POSITIVE_INFINITY;
  }

  /** Running average of the correlation of two neurons' outputs. */
  double correlation(int a, int b) {
    return correlation[a][b];
  }

  /** Looks at a batch. */
  void observe(float[][] relaxed, int[] rows) {
    double[][] u = NeuronMergingObjective.tanh(relaxed);
    correlate(u);
    double[][] some = Arrays.copyOf(u, Math.min(SAMPLE, u.length));
    double[] products = new double[some.length * (some.length - 1) / 2];
    boolean[] similar = new boolean[products.length];
    double[] weights = objective.pairs().weights(Arrays.copyOf(rows, some.length));
    for (int i = 0, pair = 0; i < some.length; i++) {
      for (int j = 0; j < i; j++, pair++) {
        products[pair] = PairLikelihood.product(some[i], some[j]) / 2;
        similar[pair] = objective.pairs().similar(rows[i], rows[j]);
      }
    }
    int bits = importance.length;
    double now = loss(products, similar, weights, some, -1, -1);
    for (int bit = 0; bit < bits; bit++) {
      double without = loss(products, similar, weights, some, bit, -1);
      importance[bit] += RATE * (without - now - importance[bit]);
    }
    int[] least =
        IntStream.range(0, bits)
            .boxed()
            .sorted(Comparator.comparingDouble(bit -> importance[bit]))
            .limit(CANDIDATES)
            .mapToInt(Integer::intValue)
            .toArray();
    for (int a : least) {
      for (int b = 0; b < bits; b++) {
        if (a != b) {
          update(a, b, loss(products, similar, weights, some, a, b) - now);
        }
      }
    }
  }

  private void update(int a, int b, double rise) {
    mergedLoss[a][b] += tried[a][b] ? RATE * (rise - mergedLoss[a][b]) : rise;
    mergedLoss[b][a] = mergedLoss[a][b];
    tried[a][b] = true;
    tried[b][a] = true;
  }

  /**
   * The loss of the pairs with neuron {@code a} merged into {@code b}, or left out if that is -1;
   * the rest is scaled up to as many neurons as before.
   */
  private double loss(
      double[] products, boolean[] similar, double[] weights, double[][] u, int a, int b) {
    int bits = importance.length;
    double scale = a < 0 ? 1 : (double) bits / (bits - 1);
    double sign = b < 0 ? 0 : Math.signum(correlation[a][b]);
    double loss = 0;
    for (int i = 0, pair = 0; i < u.length; i++) {
      for (int j = 0; j < i; j++, pair++) {
        double t = products[pair];
        if (a >= 0) {
          t -= u[i][a] * u[j][a] / 2;
        }
        if (b >= 0) {
          double left = (u[i][b] + sign * u[i][a]) / 2;
          double right = (u[j][b] + sign * u[j][a]) / 2;
          t += (left * right - u[i][b] * u[j][b]) / 2;
        }
        double weight = weights[similar[pair] ? 1 : 0];
        loss += weight * PairLikelihood.loss(scale * t, similar[pair]);
      }
    }
    return loss;
  }

  private void correlate(double[][] u) {
    int bits = importance.length;
    double[] mean = new double[bits];
    double[][] products = new double[bits][bits];
    for (double[] row : u) {
      for (int a = 0; a < bits; a++) {
        mean[a] += row[a] / u.length;
        for (int b = 0; b <= a; b++) {
          products[a][b] += row[a] * row[b] / u.length;
        }
      }
    }
    for (int a = 0; a < bits; a++) {
      for (int b = 0; b < a; b++) {
        double covariance = products[a][b] - mean[a] * mean[b];
        double variances =
            (products[a][a] - mean[a] * mean[a]) * (products[b][b] - mean[b] * mean[b]);
        double now = variances > 1e-12 ? covariance / Math.sqrt(variances) : 0;
        correlation[a][b] += RATE * (now - correlation[a][b]);
        correlation[b][a] = correlation[a][b];
      }
    }
  }
}
