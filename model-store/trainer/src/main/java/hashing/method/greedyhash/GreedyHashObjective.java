package hashing.method.greedyhash;

import hashing.train.data.Labels;
import hashing.train.djl.BatchObjective;
import java.util.Arrays;

/**
 * The loss of a batch: the mean cross-entropy of a classifier on the signs, and {@code penalty}
 * times the mean of {@code ||z| - 1|^3}. The classifier takes a step with every batch.
 *
 * <p>The gradient is the paper's: what the classifier wants of a sign is handed to the value before
 * it, as if the sign were the value (equation 9).
 */
final class GreedyHashObjective implements BatchObjective {

  private final SignClassifier classifier;
  private final Labels labels;
  private final double penalty;
  private final double learningRate;

  /**
   * @param labels of each row of the data
   * @param learningRate of the classifier
   */
  GreedyHashObjective(
      SignClassifier classifier, Labels labels, double penalty, double learningRate) {
    this.classifier = classifier;
    this.labels = labels;
    this.penalty = penalty;
    this.learningRate = learningRate;
  }

  @Override
  public double lossAndGradient(float[][] relaxed, int[] rows, float[][] gradient) {
    double loss = 0;
    double[] signs = new double[relaxed[0].length];
    double values = (double) rows.length * signs.length;
    for (int i = 0; i < rows.length; i++) {
      Arrays.fill(gradient[i], 0);
      for (int bit = 0; bit < signs.length; bit++) {
        signs[bit] = relaxed[i][bit] > 0 ? 1 : -1;
      }
      double share = 1.0 / rows.length;
      loss += share * classifier.lossAndGradient(signs, labels.of(rows[i]), share, gradient[i]);
      for (int bit = 0; bit < signs.length; bit++) {
        loss += penalty * penalty(relaxed[i][bit]) / values;
        gradient[i][bit] += (float) (penalty * penaltySlope(relaxed[i][bit]) / values);
      }
    }
    classifier.step(learningRate);
    return loss;
  }

  static double penalty(double z) {
    double missing = Math.abs(Math.abs(z) - 1);
    return missing * missing * missing;
  }

  static double penaltySlope(double z) {
    double beyond = Math.abs(z) - 1;
    return 3 * beyond * Math.abs(beyond) * Math.signum(z);
  }
}
