package hashing.method.ddsh;

import hashing.train.djl.BatchObjective;
import hashing.train.math.SignedCodes;

/**
 * The network's part of a turn: the mean over a batch, and over the sample, of {@code (c S_ij -
 * u_i' b_j)^2}, {@code u = tanh(z)}, with the sample's codes fixed. Each row's code is set to its
 * output's signs on the way.
 */
final class DdshObjective implements BatchObjective {

  private final SignedCodes codes;
  private final double ratio;
  private final int sampleSize;
  private final double[][] products;
  private final double[][] sumsOfSimilar;
  private final double[] sum;
  private final double[] similarSampled;

  /**
   * @param sampled rows whose codes are fixed
   * @param ratio how much a dissimilar pair counts, the target being {@code -ratio}
   */
  DdshObjective(SignedCodes codes, int[] sampled, double ratio) {
    this.codes = codes;
    this.ratio = ratio;
    this.sampleSize = sampled.length;
    this.products = codes.products(sampled);
    this.sumsOfSimilar = codes.sumsOfSimilar(sampled);
    this.similarSampled = codes.similarity().counts(sampled);
    this.sum = codes.sum(sampled);
  }

  @Override
  public double lossAndGradient(float[][] relaxed, int[] rows, float[][] gradient) {
    double loss = 0;
    double share = 1.0 / ((double) sampleSize * rows.length);
    for (int i = 0; i < rows.length; i++) {
      double[] u = new double[relaxed[i].length];
      for (int bit = 0; bit < u.length; bit++) {
        u[bit] = Math.tanh(relaxed[i][bit]);
        codes.set(rows[i], bit, u[bit] > 0 ? 1 : -1);
      }
      loss += share * item(u, codes.similarity().kind(rows[i]), share, gradient[i]);
    }
    return loss;
  }

  private double item(double[] u, int kind, double share, float[] gradient) {
    int bits = u.length;
    double count = similarSampled[kind];
    double loss = (double) bits * bits * (count + ratio * ratio * (sampleSize - count));
    for (int bit = 0; bit < bits; bit++) {
      double product = 0;
      for (int other = 0; other < bits; other++) {
        product += products[bit][other] * u[other];
      }
      double target = bits * ((1 + ratio) * sumsOfSimilar[kind][bit] - ratio * sum[bit]);
      loss += u[bit] * (product - 2 * target);
      gradient[bit] = (float) (share * 2 * (product - target) * (1 - u[bit] * u[bit]));
    }
    return loss;
  }
}
