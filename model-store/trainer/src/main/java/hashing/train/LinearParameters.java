package hashing.train;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;

/**
 * A projection behind a shift: relaxed value {@code j} is the sum over {@code i} of {@code (x[i] -
 * mean[i]) * matrix[i][j]}, summed in doubles. Arrays are not copied.
 *
 * @param mean {@code float[width]}
 * @param matrix {@code float[width][bitCount]}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record LinearParameters(float[] mean, float[][] matrix)
    implements TrainedEncoder.Parameters {

  public LinearParameters {
    if (mean.length == 0 || matrix.length != mean.length) {
      throw new IllegalArgumentException(
          "[matrix] has [" + matrix.length + "] rows; [mean] has [" + mean.length + "] values");
    }
  }

  /** From doubles, rounded: a matrix of {@code width x bitCount}. */
  public static LinearParameters of(double[] mean, DMatrixRMaj matrix) {
    float[] roundedMean = new float[mean.length];
    float[][] rounded = new float[matrix.getNumRows()][matrix.getNumCols()];
    for (int i = 0; i < rounded.length; i++) {
      roundedMean[i] = (float) mean[i];
      for (int j = 0; j < rounded[i].length; j++) {
        rounded[i][j] = (float) matrix.get(i, j);
      }
    }
    return new LinearParameters(roundedMean, rounded);
  }

  @Override
  public int width() {
    return mean.length;
  }

  @Override
  public int bitCount() {
    return matrix[0].length;
  }

  @Override
  public float[][] relaxed(float[][] rows) {
    float[][] relaxed = new float[rows.length][bitCount()];
    double[] sums = new double[bitCount()];
    for (int row = 0; row < rows.length; row++) {
      project(rows[row], sums);
      for (int bit = 0; bit < sums.length; bit++) {
        relaxed[row][bit] = (float) sums[bit];
      }
    }
    return relaxed;
  }

  private void project(float[] row, double[] sums) {
    Arrays.fill(sums, 0);
    for (int i = 0; i < mean.length; i++) {
      double centred = (double) row[i] - mean[i];
      float[] weights = matrix[i];
      for (int bit = 0; bit < sums.length; bit++) {
        sums[bit] += centred * weights[bit];
      }
    }
  }
}
