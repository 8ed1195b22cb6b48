package hashing.encode;

/**
 * Random hyperplanes from a seed, the same on every machine.
 *
 * <p>Numbers come from SplitMix64: {@code state} starts as the seed; each draw adds {@code
 * 0x9E3779B97F4A7C15}, and with {@code z = state} gives {@code z = (z ^ z >>> 30) *
 * 0xBF58476D1CE4E5B9; z = (z ^ z >>> 27) * 0x94D049BB133111EB; z ^ z >>> 31}. A normal number takes
 * two draws {@code a} and {@code b}: {@code sqrt(-2 ln u) cos(2 pi v)} with {@code u = ((a >>> 11)
 * + 1) / 2^53} and {@code v = (b >>> 11) / 2^53}, in doubles by {@link StrictMath}, rounded to a
 * float. The matrix is filled row by row.
 *
 * <p>Sources: Charikar, "Similarity Estimation Techniques from Rounding Algorithms", STOC 2002,
 * section 3; Steele, Lea, Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014; Box
 * and Muller, "A Note on the Generation of Random Normal Deviates", 1958.
 */
public final class Hyperplanes {

  /** Values of the largest matrix, 256 MiB. */
  public static final int MAX_VALUES = 1 << 26;

  private static final double UNIT = 0x1p-53;

  private long state;

  private Hyperplanes(long seed) {
    state = seed;
  }

  /** {@code float[dimension][bitCount]}, row by row. Cost: about 50 ns a value. */
  public static float[] matrix(long seed, int dimension, int bitCount) {
    checkSize(dimension, bitCount);
    Hyperplanes random = new Hyperplanes(seed);
    float[] matrix = new float[dimension * bitCount];
    for (int i = 0; i < matrix.length; i++) {
      matrix[i] = (float) random.normal();
    }
    return matrix;
  }

  /**
   * Refuses a matrix that is too large.
   *
   * @throws IllegalArgumentException above {@link #MAX_VALUES} values
   */
  public static void checkSize(int dimension, int bitCount) {
    if ((long) dimension * bitCount > MAX_VALUES) {
      throw new IllegalArgumentException(
          "dimension x bits: found "
              + dimension
              + " x "
              + bitCount
              + ", allowed are "
              + MAX_VALUES
              + " values");
    }
  }

  private double normal() {
    double u = ((next() >>> 11) + 1) * UNIT;
    double v = (next() >>> 11) * UNIT;
    return StrictMath.sqrt(-2 * StrictMath.log(u)) * StrictMath.cos(2 * Math.PI * v);
  }

  private long next() {
    state += 0x9E3779B97F4A7C15L;
    long z = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
