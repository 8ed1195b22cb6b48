package hashing.train.math;

import java.util.Comparator;
import java.util.Locale;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * Principal components of rows: eigenvectors of their covariance, largest variance first.
 *
 * <p>An eigenvector's sign is a matter of chance; here its entry of largest magnitude is positive,
 * the first of several. Cost: {@code n * width^2} for the covariance, without zeros, and {@code
 * width^3} for the eigenvectors; with fewer rows than values, {@code n^2 * width}, {@code n^3} and
 * a copy of the rows.
 *
 * @param mean {@code double[width]}
 * @param directions {@code width x components}, columns of length 1
 * @param variances {@code double[components]}, divided by n
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Pca(double[] mean, DMatrixRMaj directions, double[] variances) {

  /** Of the largest variance: below it, rounding is too large a part of {@code X' u}. */
  private static final double LEAST_SHARE = 1e-9;

  /**
   * The first components of rows.
   *
   * @throws IllegalArgumentException if {@code components} is not in 1..width; the message names
   *     both
   */
  public static Pca of(float[][] rows, int components) {
    int width = rows[0].length;
    if (components < 1 || components > width) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "[%d] components of rows with [%d] values; 1 to %d are possible",
              components,
              width,
              width));
    }
    double[] mean = mean(rows);
    return components < rows.length && rows.length < width
        ? ofFewRows(rows, mean, components)
        : ofCovariance(rows, mean, components);
  }

  private static Pca ofCovariance(float[][] rows, double[] mean, int components) {
    Leading leading = Leading.of(covariance(rows, mean), components);
    return new Pca(mean, oriented(leading.vectors()), leading.values());
  }

  /**
   * With fewer rows than values: the products of centred rows with one another, {@code X X' / n},
   * have the covariance's eigenvalues other than 0, and its eigenvectors are {@code X' u} (Turk,
   * Pentland, "Eigenfaces for Recognition", 1991). Directions without variance are not among them.
   */
  private static Pca ofFewRows(float[][] rows, double[] mean, int components) {
    DMatrixRMaj centred = new DMatrixRMaj(rows.length, mean.length);
    for (int row = 0; row < rows.length; row++) {
      for (int i = 0; i < mean.length; i++) {
        centred.set(row, i, rows[row][i] - mean[i]);
      }
    }
    DMatrixRMaj products = new DMatrixRMaj(rows.length, rows.length);
    CommonOps_DDRM.multOuter(centred, products);
    CommonOps_DDRM.divide(products, rows.length);
    Leading leading = Leading.of(products, components);
    double[] values = leading.values();
    if (!(values[components - 1] > LEAST_SHARE * values[0])) {
      return ofCovariance(rows, mean, components);
    }
    DMatrixRMaj directions = new DMatrixRMaj(mean.length, components);
    CommonOps_DDRM.multTransA(centred, leading.vectors(), directions);
    for (int j = 0; j < components; j++) {
      double length = Math.sqrt(values[j] * rows.length);
      for (int i = 0; i < mean.length; i++) {
        directions.set(i, j, directions.get(i, j) / length);
      }
    }
    return new Pca(mean, oriented(directions), values);
  }

  /** Eigenvectors as columns, and eigenvalues, of a symmetric matrix; largest first. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Leading(DMatrixRMaj vectors, double[] values) {

    static Leading of(DMatrixRMaj symmetric, int count) {
      int size = symmetric.getNumRows();
      EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(size, true, true);
      if (!eigen.decompose(symmetric)) {
        throw new IllegalArgumentException("the rows have no covariance: a value is not finite");
      }
      int[] order =
          IntStream.range(0, size)
              .boxed()
              .sorted(Comparator.comparingDouble(i -> -eigen.getEigenvalue(i).getReal()))
              .mapToInt(Integer::intValue)
              .limit(count)
              .toArray();
      DMatrixRMaj vectors = new DMatrixRMaj(size, count);
      double[] values = new double[count];
      for (int j = 0; j < count; j++) {
        CommonOps_DDRM.insert(eigen.getEigenVector(order[j]), vectors, 0, j);
        values[j] = eigen.getEigenvalue(order[j]).getReal();
      }
      return new Leading(vectors, values);
    }
  }

  /** Centres rows and projects them on the components, {@code n x components}. */
  public DMatrixRMaj project(float[][] rows) {
    int components = directions.getNumCols();
    DMatrixRMaj projected = new DMatrixRMaj(rows.length, components);
    double[] to = projected.getData();
    double[] from = directions.getData();
    for (int row = 0; row < rows.length; row++) {
      for (int i = 0; i < mean.length; i++) {
        double centred = rows[row][i] - mean[i];
        for (int j = 0; j < components; j++) {
          to[row * components + j] += centred * from[i * components + j];
        }
      }
    }
    return projected;
  }

  /** The mean of rows. */
  public static double[] mean(float[][] rows) {
    double[] mean = new double[rows[0].length];
    for (float[] row : rows) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += row[i];
      }
    }
    for (int i = 0; i < mean.length; i++) {
      mean[i] /= rows.length;
    }
    return mean;
  }

  /** {@code E[x x'] - mean mean'}: zeros, half of the pixels of many images, cost nothing. */
  private static DMatrixRMaj covariance(float[][] rows, double[] mean) {
    int width = mean.length;
    double[][] sums = new double[width][width];
    double[] wide = new double[width];
    for (float[] row : rows) {
      for (int i = 0; i < width; i++) {
        wide[i] = row[i];
      }
      for (int i = 0; i < width; i++) {
        if (wide[i] != 0) {
          addScaled(sums[i], wide[i], wide, i);
        }
      }
    }
    DMatrixRMaj covariance = new DMatrixRMaj(width, width);
    for (int i = 0; i < width; i++) {
      for (int j = i; j < width; j++) {
        double value = sums[i][j] / rows.length - mean[i] * mean[j];
        covariance.set(i, j, value);
        covariance.set(j, i, value);
      }
    }
    return covariance;
  }

  private static void addScaled(double[] sum, double factor, double[] row, int from) {
    for (int j = from; j < row.length; j++) {
      sum[j] += factor * row[j];
    }
  }

  /** Turns columns so that the entry of largest magnitude is positive; in place. */
  private static DMatrixRMaj oriented(DMatrixRMaj columns) {
    for (int j = 0; j < columns.getNumCols(); j++) {
      int largest = 0;
      for (int i = 1; i < columns.getNumRows(); i++) {
        if (Math.abs(columns.get(i, j)) > Math.abs(columns.get(largest, j))) {
          largest = i;
        }
      }
      CommonOps_DDRM.scaleCol(columns.get(largest, j) < 0 ? -1 : 1, columns, j);
    }
    return columns;
  }
}
