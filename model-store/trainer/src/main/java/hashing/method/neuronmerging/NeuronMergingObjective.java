package hashing.method.neuronmerging;

import hashing.train.data.Labels;
import hashing.train.djl.BatchObjective;

/**
 * The loss of a batch: the mean over its pairs of {@code log(1 + exp t) - s t}, {@code t = u_i' u_j
 * / 2}, {@code u = tanh(g)} and {@code s} whether both are of one class, and {@code quantisation}
 * times the mean of {@code (u - sign u)^2}.
 */
final class NeuronMergingObjective implements BatchObjective {

  private final Labels labels;
  private final double quantisation;

  /**
   * @param labels of each row of the data
   */
  NeuronMergingObjective(Labels labels, double quantisation) {
    this.labels = labels;
    this.quantisation = quantisation;
  }

  boolean similar(int a, int b) {
    return labels.share(a, labels, b);
  }

  @Override
  public double lossAndGradient(float[][] relaxed, int[] rows, float[][] gradient) {
    int bits = relaxed[0].length;
    double[][] u = tanh(relaxed);
    double[][] slopes = new double[rows.length][bits];
    double[] weights = weights(rows);
    double loss = 0;
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < i; j++) {
        boolean similar = similar(rows[i], rows[j]);
        double share = weights[similar ? 1 : 0];
        double t = product(u[i], u[j]) / 2;
        loss += share * pair(t, similar);
        double slope = share * (1 / (1 + Math.exp(-t)) - (similar ? 1 : 0)) / 2;
        for (int bit = 0; bit < bits; bit++) {
          slopes[i][bit] += slope * u[j][bit];
          slopes[j][bit] += slope * u[i][bit];
        }
      }
    }
    double weight = quantisation / ((double) rows.length * bits);
    for (int i = 0; i < rows.length; i++) {
      for (int bit = 0; bit < bits; bit++) {
        double missing = u[i][bit] - (u[i][bit] > 0 ? 1 : -1);
        loss += weight * missing * missing;
        double slope = slopes[i][bit] + 2 * weight * missing;
        gradient[i][bit] = (float) (slope * (1 - u[i][bit] * u[i][bit]));
      }
    }
    return loss;
  }

  /** What a pair counts, of two classes and of one: each kind half of the loss. */
  double[] weights(int[] rows) {
    int similar = 0;
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < i; j++) {
        similar += similar(rows[i], rows[j]) ? 1 : 0;
      }
    }
    int others = rows.length * (rows.length - 1) / 2 - similar;
    return new double[] {0.5 / Math.max(1, others), 0.5 / Math.max(1, similar)};
  }

  static double[][] tanh(float[][] relaxed) {
    double[][] u = new double[relaxed.length][relaxed[0].length];
    for (int i = 0; i < u.length; i++) {
      for (int bit = 0; bit < u[i].length; bit++) {
        u[i][bit] = Math.tanh(relaxed[i][bit]);
      }
    }
    return u;
  }

  /** The loss of a pair by half of its inner product. */
  static double pair(double t, boolean similar) {
    return Math.max(t, 0) + Math.log1p(Math.exp(-Math.abs(t))) - (similar ? t : 0);
  }

  static double product(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
