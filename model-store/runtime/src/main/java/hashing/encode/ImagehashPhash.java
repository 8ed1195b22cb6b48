package hashing.encode;

import hashing.code.Codes;
import java.util.Arrays;

/**
 * The {@code phash} of the Python package imagehash 4.x, bit for bit, with its default {@code
 * highfreq_factor} of 4.
 *
 * <p>Grey, resized to {@code 4n x 4n} by {@link LanczosResize}; unscaled DCT-II down the columns,
 * then along the rows; of the {@code n x n} lowest coefficients, the constant one included, bit is
 * 1 where the coefficient is above their median; row by row. A flat image gives a 1 and zeros.
 * {@code n} is imagehash's {@code hash_size}: 8 gives 64 bits. A PNG gives the same bits as there;
 * a JPEG may differ in 2 of 64, since decoders differ.
 *
 * <p>Coefficients that are zero by symmetry are zero here. There, they are mostly, and otherwise
 * some 1e-14, so that drawings of few flat areas may differ in those bits (2 of 3,000 did).
 *
 * <p>Cost: decoding, one pass over the pixels, and {@code 4n * 4n * n} multiplications. Safe for
 * many threads.
 */
final class ImagehashPhash implements PictureHash {

  private static final int FACTOR = 4;

  /** Below it, a coefficient is a rounding error of what is zero by symmetry. */
  private static final double ZERO = 1e-7;

  private final int hashSize;
  private final double[][] cosines;

  ImagehashPhash(int hashSize) {
    this.hashSize = hashSize;
    int side = FACTOR * hashSize;
    cosines = new double[hashSize][side];
    for (int k = 0; k < hashSize; k++) {
      for (int i = 0; i < side; i++) {
        cosines[k][i] = StrictMath.cos(Math.PI * k * (2 * i + 1) / (2 * side));
      }
    }
  }

  @Override
  public int bitCount() {
    return hashSize * hashSize;
  }

  @Override
  public Encoding.Encoded encode(DecodedImage image) {
    return new Encoding.Encoded(code(image));
  }

  byte[] code(DecodedImage image) {
    double[] low = coefficients(resized(image));
    double[] sorted = low.clone();
    Arrays.sort(sorted);
    double median = (sorted[low.length / 2 - 1] + sorted[low.length / 2]) / 2;
    byte[] code = new byte[Codes.byteLength(low.length)];
    for (int bit = 0; bit < low.length; bit++) {
      if (low[bit] > median) {
        Codes.set(code, bit);
      }
    }
    return code;
  }

  /** What goes into the transform. */
  byte[] resized(DecodedImage image) {
    int side = FACTOR * hashSize;
    return LanczosResize.resize(image.grey(), image.width(), image.height(), side, side);
  }

  private double[] coefficients(byte[] grey) {
    int side = FACTOR * hashSize;
    double[][] columns = new double[hashSize][side];
    double[] line = new double[side];
    for (int x = 0; x < side; x++) {
      for (int y = 0; y < side; y++) {
        line[y] = grey[y * side + x] & 0xFF;
      }
      for (int k = 0; k < hashSize; k++) {
        columns[k][x] = transform(line, k);
      }
    }
    double[] low = new double[hashSize * hashSize];
    for (int k = 0; k < hashSize; k++) {
      for (int j = 0; j < hashSize; j++) {
        low[k * hashSize + j] = transform(columns[k], j);
      }
    }
    return low;
  }

  private double transform(double[] line, int k) {
    double sum = 0;
    for (int i = 0; i < line.length; i++) {
      sum += line[i] * cosines[k][i];
    }
    return Math.abs(2 * sum) > ZERO ? 2 * sum : 0;
  }
}
