package hashing.train.math;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Minimises {@code b' Q b + b' p} over {@code b} in {-1, +1}: a building block of methods that
 * solve for codes bit by bit. The problem is NP-hard; both ways here are approximations.
 *
 * <p>Arrays are not copied.
 *
 * @param quadratic {@code double[n][n]}, with a diagonal of zeros
 * @param linear {@code double[n]}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record BinaryQuadraticProgram(double[][] quadratic, double[] linear) {

  /** Makes all points of {@link #cluster} equally long. */
  private static final double LENGTH = 10_000;

  /** What is minimised. */
  public double value(byte[] b) {
    double value = 0;
    for (int i = 0; i < b.length; i++) {
      double row = linear[i];
      for (int j = 0; j < b.length; j++) {
        row += quadratic[i][j] * b[j];
      }
      value += b[i] * row;
    }
    return value;
  }

  /**
   * Flips one entry after another as long as that lowers the value; ends where no single flip does.
   * Cost: {@code n^2} a pass.
   *
   * @param start not changed
   */
  public byte[] descend(byte[] start) {
    byte[] b = start.clone();
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int i = 0; i < b.length; i++) {
        double gradient = linear[i];
        for (int j = 0; j < b.length; j++) {
          gradient += (quadratic[i][j] + quadratic[j][i]) * b[j];
        }
        if (gradient * b[i] > 0) {
          b[i] = (byte) -b[i];
          changed = true;
        }
      }
    }
    return b;
  }

  /**
   * The best of {@code n + 1} balanced choices: with a point for each entry and one more, those
   * nearest to each point in turn form a cluster of half of the points, and the densest cluster's
   * entries are +1. The scatter found is at most twice the least one. Cost: {@code n^2 log n}.
   *
   * <p>Source: Kang, Li, Zhou, "Column Sampling Based Discrete Supervised Hashing", AAAI 2016;
   * distances are computed without a factorisation, as {@code |P_i - P_j|^2 = 2 (length + A_ij)}.
   */
  public byte[] cluster() {
    double[][] points = homogeneous();
    int dummy = linear.length;
    int size = (int) Math.round((dummy + 1) / 2.0);
    int[] best = null;
    double least = Double.POSITIVE_INFINITY;
    for (int centre = 0; centre <= dummy; centre++) {
      int[] chosen = nearest(points, centre, size - 1);
      double scatter = scatter(points, chosen);
      if (scatter < least) {
        least = scatter;
        best = chosen;
      }
    }
    byte[] b = new byte[dummy];
    Arrays.fill(b, (byte) -1);
    for (int i : best) {
      b[i] = 1;
    }
    return b;
  }

  /** The problem over {0, 1} with an entry that is always 1, largest magnitude 1. */
  private double[][] homogeneous() {
    int n = linear.length;
    double[][] points = new double[n + 1][n + 1];
    double largest = 0;
    for (int i = 0; i < n; i++) {
      double shift = 2 * linear[i];
      for (int j = 0; j < n; j++) {
        points[i][j] = 4 * quadratic[i][j];
        largest = Math.max(largest, Math.abs(points[i][j]));
        shift -= 2 * (quadratic[i][j] + quadratic[j][i]);
      }
      points[i][n] = shift / 2;
      points[n][i] = shift / 2;
      largest = Math.max(largest, Math.abs(shift / 2));
    }
    for (double[] row : points) {
      for (int j = 0; j <= n && largest > 0; j++) {
        row[j] /= largest;
      }
    }
    return points;
  }

  /** The entries nearest to a point, itself the nearest; the last point is never among them. */
  private static int[] nearest(double[][] points, int centre, int count) {
    int dummy = points.length - 1;
    return IntStream.range(0, dummy)
        .boxed()
        .sorted(
            Comparator.<Integer>comparingDouble(
                    i -> i == centre ? 0 : 2 * LENGTH + points[centre][i] + points[i][centre])
                .thenComparing(Comparator.naturalOrder()))
        .limit(count)
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** Of a cluster with the last point in it, but for what is the same for all of a size. */
  private static double scatter(double[][] points, int[] chosen) {
    int dummy = points.length - 1;
    double sum = 0;
    for (int i : chosen) {
      sum += points[i][dummy] + points[dummy][i];
      for (int j : chosen) {
        sum += points[i][j];
      }
    }
    return sum;
  }
}
