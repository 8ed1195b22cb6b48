package hashing.train;

import hashing.encode.InputSpec;
import hashing.encode.LinearEncoder;
import hashing.store.EncoderKind;
import hashing.store.FloatFiles;
import hashing.store.PackageEntry;
import java.util.Map;
import org.ejml.data.DMatrixRMaj;

/**
 * A projection behind a shift, computed by {@link LinearEncoder}. Arrays are not copied.
 *
 * @param mean {@code float[width]}
 * @param matrix {@code float[width][bitCount]}, row by row
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record LinearParameters(int bitCount, float[] mean, float[] matrix)
    implements TrainedEncoder.Parameters {

  /** From doubles, rounded: a matrix of {@code width x bitCount}. */
  public static LinearParameters of(double[] mean, DMatrixRMaj matrix) {
    float[] rounded = new float[matrix.getNumElements()];
    for (int i = 0; i < rounded.length; i++) {
      rounded[i] = (float) matrix.get(i);
    }
    return new LinearParameters(matrix.getNumCols(), rounded(mean), rounded);
  }

  /** Rounds doubles to floats. */
  public static float[] rounded(double[] values) {
    float[] rounded = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      rounded[i] = (float) values[i];
    }
    return rounded;
  }

  @Override
  public int width() {
    return mean.length;
  }

  @Override
  public float[][] relaxed(float[][] rows) {
    LinearEncoder encoder = encoder();
    float[][] relaxed = new float[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      relaxed[i] = rounded(encoder.relaxed(rows[i]));
    }
    return relaxed;
  }

  @Override
  public byte[][] encode(float[][] rows) {
    LinearEncoder encoder = encoder();
    byte[][] codes = new byte[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      codes[i] = encoder.code(rows[i]);
    }
    return codes;
  }

  private LinearEncoder encoder() {
    return new LinearEncoder(new InputSpec.Vector(width()), bitCount, mean, matrix);
  }

  @Override
  public EncoderKind kind() {
    return EncoderKind.LINEAR;
  }

  @Override
  public Map<PackageEntry, byte[]> entries() {
    return Map.of(
        PackageEntry.MEAN, FloatFiles.write(mean), PackageEntry.MATRIX, FloatFiles.write(matrix));
  }
}
