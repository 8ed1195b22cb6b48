package hashing.train.math;

import hashing.train.data.Labels;
import java.util.Arrays;

/**
 * How likely the classes of pairs are by their values: for two rows that share one, {@code log(1 +
 * exp t) - t}, for others {@code log(1 + exp t)}, {@code t = scale * u_i' u_j}. Similar and
 * dissimilar pairs weigh the same in sum, 1 each.
 *
 * @param labels of each row of the data; rows that share one are similar
 */
public record PairLikelihood(Labels labels, double scale) {

  /** Whether two rows share a class. */
  private boolean similar(int a, int b) {
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

  /** A pair's scaled inner product after a change of values: of two places in a batch. */
  @FunctionalInterface
  public interface Change {
    double of(int i, int j, double t);
  }

  /**
   * The pairs of a batch, to ask for the loss after many changes.
   *
   * @param u {@code double[batch][bits]}
   * @param rows at least as many, which rows of the data these are
   */
  public Pairs pairs(double[][] u, int[] rows) {
    double[] products = new double[u.length * (u.length - 1) / 2];
    boolean[] similar = new boolean[products.length];
    for (int i = 0, pair = 0; i < u.length; i++) {
      for (int j = 0; j < i; j++, pair++) {
        products[pair] = scale * product(u[i], u[j]);
        similar[pair] = similar(rows[i], rows[j]);
      }
    }
    return new Pairs(products, similar, weights(Arrays.copyOf(rows, u.length)));
  }

  /** The pairs of a batch. */
  public static final class Pairs {
    private final double[] products;
    private final boolean[] similar;
    private final double[] weights;

    private Pairs(double[] products, boolean[] similar, double[] weights) {
      this.products = products;
      this.similar = similar;
      this.weights = weights;
    }

    /** The loss with each pair's scaled inner product changed. */
    public double loss(Change change) {
      double loss = 0;
      for (int i = 0, pair = 0; pair < products.length; i++) {
        for (int j = 0; j < i; j++, pair++) {
          double t = change.of(i, j, products[pair]);
          loss += weights[similar[pair] ? 1 : 0] * PairLikelihood.loss(t, similar[pair]);
        }
      }
      return loss;
    }
  }

  /** What a pair of a batch counts: of two classes, and of one. */
  private double[] weights(int[] rows) {
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
  private static double loss(double t, boolean similar) {
    return Math.max(t, 0) + Math.log1p(Math.exp(-Math.abs(t))) - (similar ? t : 0);
  }

  /** An inner product. */
  private static double product(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
