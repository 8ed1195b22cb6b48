package hashing.encode;

import hashing.code.Codes;
import java.util.List;

/**
 * Codes from a mean and a matrix: PCA, ITQ, random hyperplanes.
 *
 * <p>The relaxed value of bit {@code j} is {@code sum of (x[i] - mean[i]) * matrix[i][j]} for
 * {@code i} = 0, 1, ...; all in doubles and in this order, no fused multiply-add, so that the same
 * floats give the same bits on any machine. The bit is 1 where it is above 0.
 *
 * <p>Cost: {@code size * bitCount} multiplications an input; holds the matrix, 4 bytes a value.
 * Safe for many threads; {@link #close} does nothing.
 */
public final class LinearEncoder implements RelaxedEncoder {

  private final InputSpec input;
  private final int bitCount;
  private final float[] mean;
  private final float[] matrix;

  /**
   * The arrays are not copied: nobody changes them.
   *
   * @param mean {@code float[size]}
   * @param matrix {@code float[size][bitCount]}, row by row
   * @throws IllegalArgumentException if an array's length does not fit the others, or a value is
   *     not finite
   */
  public LinearEncoder(InputSpec input, int bitCount, float[] mean, float[] matrix) {
    check("mean", mean, input.size());
    check("matrix", matrix, (long) input.size() * bitCount);
    this.input = input;
    this.bitCount = bitCount;
    this.mean = mean;
    this.matrix = matrix;
  }

  private static void check(String name, float[] values, long length) {
    if (values.length != length) {
      throw new IllegalArgumentException(
          name + ": found " + values.length + " floats, allowed are " + length);
    }
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new IllegalArgumentException(
            name + ": found " + values[i] + " at position " + i + ", allowed are finite floats");
      }
    }
  }

  @Override
  public int bitCount() {
    return bitCount;
  }

  @Override
  public InputKind input() {
    return input.kind();
  }

  @Override
  public List<Encoding> encode(List<EncoderInput> inputs) {
    return EncodeEach.of(inputs, item -> code(FloatInputs.read(input, item)));
  }

  /** The code of one input, given as its floats. */
  public byte[] code(float[] values) {
    double[] relaxed = relaxed(values);
    byte[] code = new byte[Codes.byteLength(bitCount)];
    for (int bit = 0; bit < bitCount; bit++) {
      if (relaxed[bit] > 0) {
        Codes.set(code, bit);
      }
    }
    return code;
  }

  /** {@code double[bitCount]}, of which a code keeps the signs. */
  public double[] relaxed(float[] values) {
    double[] relaxed = new double[bitCount];
    for (int i = 0, at = 0; i < values.length; i++, at += bitCount) {
      double value = (double) values[i] - mean[i];
      for (int bit = 0; bit < bitCount; bit++) {
        relaxed[bit] += value * matrix[at + bit];
      }
    }
    return relaxed;
  }

  @Override
  public float[] relaxed(EncoderInput item) {
    double[] values = relaxed(FloatInputs.read(input, item));
    float[] rounded = new float[bitCount];
    for (int bit = 0; bit < bitCount; bit++) {
      rounded[bit] = (float) values[bit];
    }
    return rounded;
  }

  @Override
  public long byteSize() {
    return (long) Float.BYTES * (mean.length + matrix.length);
  }

  @Override
  public void close() {}
}
