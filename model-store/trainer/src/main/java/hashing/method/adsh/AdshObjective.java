package hashing.method.adsh;

import hashing.train.djl.BatchObjective;
import hashing.train.math.Permutation;
import hashing.train.math.SignedCodes;

/**
 * The network's part of a round: the mean over a batch of {@code (sum_j (u' v_j - c S_j)^2 + gamma
 * |v - u|^2) / n}, equation 4, with the database's codes fixed. Keeps the outputs it has seen.
 */
final class AdshObjective implements BatchObjective {

  private final SignedCodes codes;
  private final double gamma;
  private final double ratio;

  /** Sum of the codes, and their outer products, {@code V' V}. */
  private final double[][] products;

  private final double[][] sumsOfSimilar;
  private final double[] similarRows;
  private final double[] sum;
  private final double[][] outputs;

  /**
   * @param ratio how much a dissimilar pair counts, the target being {@code -ratio}
   */
  AdshObjective(SignedCodes codes, double gamma, double ratio) {
    this.codes = codes;
    this.gamma = gamma;
    this.ratio = ratio;
    int[] all = Permutation.identity(codes.size());
    this.products = codes.products(all);
    this.sumsOfSimilar = codes.sumsOfSimilar(all);
    this.similarRows = codes.similarity().counts(all);
    this.sum = codes.sum(all);
    this.outputs = new double[codes.size()][];
  }

  /** The last output for each row, {@code double[n][bits]}; null for those not seen. */
  double[][] outputs() {
    return outputs;
  }

  @Override
  public double lossAndGradient(float[][] relaxed, int[] rows, float[][] gradient) {
    double loss = 0;
    double share = 1.0 / ((double) codes.size() * rows.length);
    for (int i = 0; i < rows.length; i++) {
      double[] u = new double[relaxed[i].length];
      for (int bit = 0; bit < u.length; bit++) {
        u[bit] = Math.tanh(relaxed[i][bit]);
      }
      loss += share * item(u, rows[i], share, gradient[i]);
      outputs[rows[i]] = u;
    }
    return loss;
  }

  private double item(double[] u, int row, double share, float[] gradient) {
    int bits = u.length;
    int kind = codes.similarity().kind(row);
    double count = similarRows[kind];
    double loss = (double) bits * bits * (count + ratio * ratio * (codes.size() - count));
    for (int bit = 0; bit < bits; bit++) {
      double product = 0;
      for (int other = 0; other < bits; other++) {
        product += products[bit][other] * u[other];
      }
      double target = (1 + ratio) * sumsOfSimilar[kind][bit] - ratio * sum[bit];
      double apart = u[bit] - codes.get(row, bit);
      loss += u[bit] * (product - 2 * bits * target) + gamma * apart * apart;
      double slope = 2 * (product - bits * target + gamma * apart) * (1 - u[bit] * u[bit]);
      gradient[bit] = (float) (share * slope);
    }
    return loss;
  }
}
