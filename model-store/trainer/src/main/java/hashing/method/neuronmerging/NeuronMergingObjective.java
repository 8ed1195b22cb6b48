package hashing.method.neuronmerging;

import hashing.train.data.Labels;
import hashing.train.djl.BatchObjective;
import hashing.train.math.PairLikelihood;
import hashing.train.math.TanhRelaxation;

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
    double[][] u = TanhRelaxation.of(relaxed);
    double[][] slopes = new double[rows.length][relaxed[0].length];
    double loss = pairs.lossAndSlopes(u, rows, slopes);
    return TanhRelaxation.quantised(loss, u, slopes, quantisation, gradient);
  }
}
