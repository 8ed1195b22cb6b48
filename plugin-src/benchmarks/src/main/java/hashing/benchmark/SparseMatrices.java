package hashing.benchmark;

import hashing.join.CsrMatrix;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Makes sparse matrices of ones; the same arguments give the same matrix. */
final class SparseMatrices {
  /** Shares of the quarters of a skewed matrix, all but the last; those of Graph500. */
  private static final double[] QUARTERS = {0.57, 0.19, 0.19};

  private SparseMatrices() {}

  /** So many different entries, anywhere. */
  static CsrMatrix uniform(int size, int entries, long seed) {
    RandomGenerator random = random(seed);
    return of(
        size,
        size,
        different(
            entries, () -> (long) random.nextInt(size) << Integer.SIZE | random.nextInt(size)));
  }

  /**
   * So many different entries, each drawn by quarters, again and again. Rows and columns stay in
   * the order that this gives them.
   *
   * <p>Source: Chakrabarti, Zhan, Faloutsos, "R-MAT: A Recursive Model for Graph Mining", SDM 2004.
   */
  static CsrMatrix skewed(int bits, int entries, long seed) {
    RandomGenerator random = random(seed);
    return of(1 << bits, 1 << bits, different(entries, () -> byQuarters(bits, random)));
  }

  private static long byQuarters(int bits, RandomGenerator random) {
    int row = 0;
    int column = 0;
    for (int bit = 0; bit < bits; bit++) {
      double drawn = random.nextDouble();
      boolean low = drawn >= QUARTERS[0] + QUARTERS[1];
      boolean right = low ? drawn >= QUARTERS[0] + QUARTERS[1] + QUARTERS[2] : drawn >= QUARTERS[0];
      row = 2 * row + (low ? 1 : 0);
      column = 2 * column + (right ? 1 : 0);
    }
    return (long) row << Integer.SIZE | column;
  }

  private static long[] different(int count, LongSupplier draw) {
    Set<Long> places = new HashSet<>();
    while (places.size() < count) {
      places.add(draw.getAsLong());
    }
    return places.stream().mapToLong(Long::longValue).toArray();
  }

  /**
   * Buckets of codes: entry {@code (code, table * 2^16 + substring)} for each 16-bit substring.
   *
   * @param length bytes of a code, even
   */
  static CsrMatrix buckets(byte[] codes, int length) {
    int tables = length / 2;
    int count = codes.length / length;
    long[] places = new long[count * tables];
    for (int i = 0; i < count; i++) {
      for (int t = 0; t < tables; t++) {
        int at = i * length + 2 * t;
        int key = (codes[at] & 0xFF) << Byte.SIZE | (codes[at + 1] & 0xFF);
        places[i * tables + t] = (long) i << Integer.SIZE | t << 16 | key;
      }
    }
    return of(count, tables << 16, places);
  }

  /** Rows become columns. */
  static CsrMatrix transposed(CsrMatrix matrix) {
    long[] places = new long[matrix.columns().length];
    for (int row = 0; row < matrix.rowCount(); row++) {
      for (int i = matrix.starts()[row]; i < matrix.starts()[row + 1]; i++) {
        places[i] = (long) matrix.columns()[i] << Integer.SIZE | row;
      }
    }
    return of(matrix.columnCount(), matrix.rowCount(), places);
  }

  private static CsrMatrix of(int rows, int columns, long[] places) {
    long[] sorted = Arrays.stream(places).sorted().distinct().toArray();
    int[] starts = new int[rows + 1];
    int[] own = new int[sorted.length];
    for (int i = 0; i < sorted.length; i++) {
      starts[(int) (sorted[i] >>> Integer.SIZE) + 1]++;
      own[i] = (int) sorted[i];
    }
    for (int row = 0; row < rows; row++) {
      starts[row + 1] += starts[row];
    }
    return new CsrMatrix(columns, starts, own);
  }

  private static RandomGenerator random(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }
}
