package hashing.method.greedyhash;

import hashing.train.Saved;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Random;

/**
 * A softmax classifier on signs, without a bias, trained by gradient descent with momentum. Not
 * thread-safe.
 */
final class SignClassifier implements Saved {

  private static final double MOMENTUM = 0.9;

  private final double[][] weights;
  private final double[][] gradient;
  private final double[][] velocity;

  /** First weights are normal, of standard deviation {@code 1 / sqrt(bits)}. */
  SignClassifier(int classes, int bits, Random random) {
    weights = new double[classes][bits];
    gradient = new double[classes][bits];
    velocity = new double[classes][bits];
    for (double[] row : weights) {
      for (int bit = 0; bit < bits; bit++) {
        row[bit] = random.nextGaussian() / Math.sqrt(bits);
      }
    }
  }

  /**
   * The cross-entropy of one item, in nats; of several classes, each is as likely.
   *
   * @param labels none gives no loss
   * @param share by which its gradients count, one over the batch's items
   * @param bySign receives the derivative by each sign, times the share
   */
  double lossAndGradient(double[] signs, int[] labels, double share, float[] bySign) {
    if (labels.length == 0) {
      return 0;
    }
    double[] wanted = new double[weights.length];
    for (int label : labels) {
      wanted[label] = 1.0 / labels.length;
    }
    double[] logits = new double[weights.length];
    double highest = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < logits.length; c++) {
      for (int bit = 0; bit < signs.length; bit++) {
        logits[c] += weights[c][bit] * signs[bit];
      }
      highest = Math.max(highest, logits[c]);
    }
    double sum = 0;
    double expected = 0;
    for (int label : labels) {
      expected += wanted[label] * logits[label];
    }
    for (double logit : logits) {
      sum += Math.exp(logit - highest);
    }
    for (int c = 0; c < logits.length; c++) {
      double slope = share * (Math.exp(logits[c] - highest) / sum - wanted[c]);
      for (int bit = 0; bit < signs.length; bit++) {
        bySign[bit] += (float) (slope * weights[c][bit]);
        gradient[c][bit] += slope * signs[bit];
      }
    }
    return highest + Math.log(sum) - expected;
  }

  /** Moves the weights along the gradients met since the last step. */
  void step(double learningRate) {
    for (int c = 0; c < weights.length; c++) {
      for (int bit = 0; bit < weights[c].length; bit++) {
        velocity[c][bit] = MOMENTUM * velocity[c][bit] - learningRate * gradient[c][bit];
        weights[c][bit] += velocity[c][bit];
        gradient[c][bit] = 0;
      }
    }
  }

  @Override
  public void save(DataOutput out) throws IOException {
    for (int c = 0; c < weights.length; c++) {
      for (int bit = 0; bit < weights[c].length; bit++) {
        out.writeDouble(weights[c][bit]);
        out.writeDouble(velocity[c][bit]);
      }
    }
  }

  @Override
  public void restore(DataInput in) throws IOException {
    for (int c = 0; c < weights.length; c++) {
      for (int bit = 0; bit < weights[c].length; bit++) {
        weights[c][bit] = in.readDouble();
        velocity[c][bit] = in.readDouble();
      }
    }
  }
}
