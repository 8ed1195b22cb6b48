package hashing.method.neuronmerging;

import hashing.train.data.Labels;
import hashing.train.djl.BatchObjective;
import hashing.train.math.PairLikelihood;

/**
 * The loss of a batch: the likelihood of its pairs, {@code t = u_i' u_j / 2}, {@code u = tanh(g)},
 * and {@code quantisation} times the mean of {@code (u - sign u)^2}.
 */
final class NeuronMergingObjective implements BatchObjective {

  private final PairLikelihood pairs;
  private final double quantisation;

  /**
   * @param labels of each row of the data
   */
  NeuronMergingObjective(Labels labels, double quantisation) {
    this.pairs = new PairLikelihood(labels, 0.5);
    this.quantisation = quantisation;
  }

  PairLikelihood pairs() {
    return pairs;
  }

  @Override
  public double lossAndGradient(float[][] relaxed, int[] rows, float[][] gradient) {
    int bits = relaxed[0].length;
    double[][] u = tanh(relaxed);
    double[][] slopes = new double[rows.length][bits];
    double loss = pairs.lossAndSlopes(u, rows, slopes);
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

  static double[][] tanh(float[][] relaxed) {
    double[][] u = new double[relaxed.length][relaxed[0].length];
    for (int i = 0; i < u.length; i++) {
      for (int bit = 0; bit < u[i].length; bit++) {
        u[i][bit] = Math.tanh(relaxed[i][bit]);
      }
    }
    return u;
  }
}
