package hashing.join;

import java.util.Arrays;

/**
 * Some rows of a left matrix, each as the stretches of the right matrix's entries that it
 * multiplies. Found for several rows at once, so that cache misses overlap. Not thread-safe.
 */
final class RowRanges {
  int[] firsts = new int[256];
  int[] ends = new int[256];
  private int size;

  /** Where each row's stretches end. */
  private int[] rowEnds = new int[64];

  private long[] products = new long[64];
  private int rowCount;

  void clear() {
    size = 0;
    rowCount = 0;
  }

  /** Adds a stretch to the row that comes next. */
  void add(int first, int end) {
    if (size == firsts.length) {
      firsts = Arrays.copyOf(firsts, 2 * size);
      ends = Arrays.copyOf(ends, 2 * size);
    }
    firsts[size] = first;
    ends[size++] = end;
  }

  /** Ends that row. */
  void endRow() {
    endRow(-1, null);
  }

  /**
   * Ends that row.
   *
   * @param above entries up to this are left out, where it is not negative
   */
  void endRow(int above, int[] entries) {
    if (rowCount == rowEnds.length) {
      rowEnds = Arrays.copyOf(rowEnds, 2 * rowCount);
      products = Arrays.copyOf(products, 2 * rowCount);
    }
    long sum = 0;
    for (int i = start(rowCount); i < size; i++) {
      if (above >= 0) {
        firsts[i] = firstAbove(entries, firsts[i], ends[i], above);
      }
      sum += ends[i] - firsts[i];
    }
    products[rowCount] = sum;
    rowEnds[rowCount++] = size;
  }

  private static int firstAbove(int[] entries, int first, int end, int above) {
    int low = first;
    int high = end;
    while (high - low > 8) {
      int middle = (low + high) >>> 1;
      if (entries[middle] <= above) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    while (low < high && entries[low] <= above) {
      low++;
    }
    return low;
  }

  /** First stretch of a row. */
  int start(int row) {
    return row == 0 ? 0 : rowEnds[row - 1];
  }

  int end(int row) {
    return rowEnds[row];
  }

  /** Entries of a row's stretches. */
  long products(int row) {
    return products[row];
  }
}
