package hashing.join;

import java.util.Arrays;

/**
 * Writes all products out, sorts them by radix, then counts equal ones.
 *
 * <p>Source: Dalton, Olson, Bell, "Optimizing Sparse Matrix-Matrix Multiplication for the GPU", ACM
 * TOMS 41(4), 2015: expand, sort, compress.
 */
final class SortAccumulator extends RowAccumulator {
  private static final int DIGIT_BITS = 8;
  private static final int DIGITS = 1 << DIGIT_BITS;

  /** Rows so short are sorted by comparison. */
  private static final int SHORT = 64;

  private final int columnCount;
  private final int columnBits;
  private final int[] starts = new int[DIGITS];
  private int[] expanded = new int[0];
  private int[] other = new int[0];
  private int size;

  SortAccumulator(int columnCount, Reservation memory) {
    super(memory);
    this.columnCount = columnCount;
    this.columnBits = Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(1, columnCount - 1));
  }

  @Override
  void begin(long products) {
    if (products > expanded.length) {
      int length = grown(expanded.length, products);
      take(2L * Integer.BYTES * (length - expanded.length));
      expanded = new int[length];
      other = new int[length];
    }
    size = 0;
    room(Math.min(products, columnCount));
  }

  @Override
  void add(int[] source, RowRanges ranges, int row) {
    for (int r = ranges.start(row); r < ranges.end(row); r++) {
      int length = ranges.ends[r] - ranges.firsts[r];
      System.arraycopy(source, ranges.firsts[r], expanded, size, length);
      size += length;
    }
  }

  @Override
  int merge() {
    if (size <= SHORT) {
      Arrays.sort(expanded, 0, size);
    } else {
      for (int shift = 0; shift < columnBits; shift += DIGIT_BITS) {
        pass(shift);
      }
    }
    int count = 0;
    for (int i = 0; i < size; i++) {
      if (count > 0 && columns[count - 1] == expanded[i]) {
        values[count - 1]++;
      } else {
        columns[count] = expanded[i];
        values[count++] = 1;
      }
    }
    probes += size;
    return count;
  }

  private void pass(int shift) {
    Arrays.fill(starts, 0);
    for (int i = 0; i < size; i++) {
      starts[expanded[i] >>> shift & DIGITS - 1]++;
    }
    int sum = 0;
    for (int digit = 0; digit < DIGITS; digit++) {
      int here = starts[digit];
      starts[digit] = sum;
      sum += here;
    }
    for (int i = 0; i < size; i++) {
      other[starts[expanded[i] >>> shift & DIGITS - 1]++] = expanded[i];
    }
    int[] sorted = other;
    other = expanded;
    expanded = sorted;
  }
}
