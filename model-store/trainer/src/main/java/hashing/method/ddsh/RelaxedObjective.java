package hashing.method.ddsh;

import hashing.train.data.Labels;
import hashing.train.djl.BatchObjective;
import hashing.train.math.TanhRelaxation;

/**
 * What the discrete step is compared with: no code is solved for, and pairs of a batch stand for
 * those with a sample. The mean over all pairs of a batch of {@code (c S_ij - u_i' u_j)^2 / c}, and
 * {@code QUANTISATION} times the mean of {@code (u - sign u)^2}; {@code u = tanh(z)}.
 */
final class RelaxedObjective implements BatchObjective {

  private static final double QUANTISATION = 0.1;

  private final Labels labels;
  private final double ratio;

  /**
   * @param labels of each row of the data
   * @param ratio how much a dissimilar pair counts, the target being {@code -ratio}
   */
  RelaxedObjective(Labels labels, double ratio) {
    this.labels = labels;
    this.ratio = ratio;
  }

  @Override
  public double lossAndGradient(float[][] relaxed, int[] rows, float[][] gradient) {
    int bits = relaxed[0].length;
    double[][] u = TanhRelaxation.of(relaxed);
    double[][] slopes = new double[rows.length][bits];
    double share = 1.0 / (rows.length * (rows.length - 1) / 2.0 * bits);
    double loss = 0;
    for (int i = 0; i < u.length; i++) {
      for (int j = 0; j < i; j++) {
        double missing = -bits * (labels.share(rows[i], labels, rows[j]) ? 1 : -ratio);
        for (int bit = 0; bit < bits; bit++) {
          missing += u[i][bit] * u[j][bit];
        }
        loss += share * missing * missing;
        for (int bit = 0; bit < bits; bit++) {
          slopes[i][bit] += 2 * share * missing * u[j][bit];
          slopes[j][bit] += 2 * share * missing * u[i][bit];
        }
      }
    }
    return TanhRelaxation.quantised(loss, u, slopes, QUANTISATION, gradient);
  }
}
