package hashing.train.math;

import java.util.Comparator;
import java.util.Locale;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * Principal components of rows: eigenvectors of their covariance, largest variance first.
 *
 * <p>An eigenvector's sign is a matter of chance; here its entry of largest magnitude is positive,
 * the first of several. Cost: {@code n * width^2} for the covariance, without zeros, and {@code
 * width^3} for the eigenvectors; a copy of the rows is not made.
 *
 * @param mean {@code double[width]}
 * @param directions {@code width x components}, columns of length 1
 * @param variances {@code double[components]}, divided by n
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Pca(double[] mean, DMatrixRMaj directions, double[] variances) {

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
    EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(width, true, true);
    if (!eigen.decompose(covariance(rows, mean))) {
      throw new IllegalArgumentException("the rows have no covariance: a value is not finite");
    }
    int[] order =
        IntStream.range(0, width)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -eigen.getEigenvalue(i).getReal()))
            .mapToInt(Integer::intValue)
            .limit(components)
            .toArray();
    DMatrixRMaj directions = new DMatrixRMaj(width, components);
    double[] variances = new double[components];
    for (int j = 0; j < components; j++) {
      DMatrixRMaj vector = eigen.getEigenVector(order[j]);
      double sign = signOfLargest(vector);
      for (int i = 0; i < width; i++) {
        directions.set(i, j, sign * vector.get(i));
      }
      variances[j] = eigen.getEigenvalue(order[j]).getReal();
    }
    return new Pca(mean, directions, variances);
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

  private static double signOfLargest(DMatrixRMaj vector) {
    int largest = 0;
    for (int i = 1; i < vector.getNumElements(); i++) {
      if (Math.abs(vector.get(i)) > Math.abs(vector.get(largest))) {
        largest = i;
      }
    }
    return vector.get(largest) < 0 ? -1 : 1;
  }
}
