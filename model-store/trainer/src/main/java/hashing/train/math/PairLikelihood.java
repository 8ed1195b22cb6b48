package hashing.train.math;

import hashing.train.data.Labels;

/**
 * How likely the classes of pairs are by their values: for two rows that share one, {@code log(1 +
 * exp t) - t}, for others {@code log(1 + exp t)}, {@code t = scale * u_i' u_j}. Similar and
 * dissimilar pairs weigh the same in sum, 1 each.
 *
 * @param labels of each row of the data; rows that share one are similar
 */
public record PairLikelihood(Labels labels, double scale) {

  /** Whether two rows share a class. */
  public boolean similar(int a, int b) {
    return labels.share(a, labels, b);
  }

  /**
   * The loss of all pairs of a batch.
   *
   * @param u {@code double[batch][bits]}
   * @param rows {@code int[batch]}, which rows of the data these are
   * @param slopes the derivatives by {@code u} are added
   */
  public double lossAndSlopes(double[][] u, int[] rows, double[][] slopes) {
    double[] weights = weights(rows);
    double loss = 0;
    for (int i = 0; i < u.length; i++) {
      for (int j = 0; j < i; j++) {
        boolean similar = similar(rows[i], rows[j]);
        double weight = weights[similar ? 1 : 0];
        double t = scale * product(u[i], u[j]);
        loss += weight * loss(t, similar);
        double slope = weight * scale * (1 / (1 + Math.exp(-t)) - (similar ? 1 : 0));
        for (int bit = 0; bit < u[i].length; bit++) {
          slopes[i][bit] += slope * u[j][bit];
          slopes[j][bit] += slope * u[i][bit];
        }
      }
    }
    return loss;
  }

  /** What a pair of a batch counts: of two classes, and of one. */
  public double[] weights(int[] rows) {
    int similar = 0;
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < i; j++) {
        similar += similar(rows[i], rows[j]) ? 1 : 0;
      }
    }
    int others = rows.length * (rows.length - 1) / 2 - similar;
    return new double[] {1.0 / Math.max(1, others), 1.0 / Math.max(1, similar)};
  }

  /** The loss of a pair by its scaled inner product. */
  public static double loss(double t, boolean similar) {
    return Math.max(t, 0) + Math.log1p(Math.exp(-Math.abs(t))) - (similar ? t : 0);
  }

  /** An inner product. */
  public static double product(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
