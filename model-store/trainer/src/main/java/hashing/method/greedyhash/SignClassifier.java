package hashing.method.greedyhash;

import hashing.train.Saved;
import hashing.train.math.Softmax;
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
   * @param share by which its gradients count, one over the batch's items
   * @param bySign receives the derivative by each sign, times the share
   */
  double lossAndGradient(double[] signs, int[] labels, double share, float[] bySign) {
    double[] logits = new double[weights.length];
    for (int c = 0; c < logits.length; c++) {
      for (int bit = 0; bit < signs.length; bit++) {
        logits[c] += weights[c][bit] * signs[bit];
      }
    }
    double[] slopes = new double[logits.length];
    double loss = Softmax.crossEntropy(logits, labels, slopes);
    for (int c = 0; c < logits.length; c++) {
      double slope = share * slopes[c];
      for (int bit = 0; bit < signs.length; bit++) {
        bySign[bit] += (float) (slope * weights[c][bit]);
        gradient[c][bit] += slope * signs[bit];
      }
    }
    return loss;
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
