package hashing.join;

/**
 * One count for each column there is, and a list of those met.
 *
 * <p>Source: Gustavson, "Two Fast Algorithms for Sparse Matrices: Multiplication and Permuted
 * Transposition", ACM TOMS 4(3), 1978.
 */
final class DenseAccumulator extends RowAccumulator {
  private final int columnCount;
  private int[] counts = new int[0];
  private int count;

  DenseAccumulator(int columnCount, Reservation memory) {
    super(memory);
    this.columnCount = columnCount;
  }

  @Override
  void begin(long products) {
    if (counts.length == 0) {
      take((long) Integer.BYTES * columnCount);
      counts = new int[columnCount];
    }
    room(Math.min(products, columnCount));
    count = 0;
  }

  @Override
  void add(int[] source, int from, int to) {
    int[] ownCounts = counts;
    int[] ownColumns = columns;
    int filled = count;
    for (int i = from; i < to; i++) {
      int column = source[i];
      if (ownCounts[column]++ == 0) {
        ownColumns[filled++] = column;
      }
    }
    count = filled;
    probes += to - from;
  }

  @Override
  int merge() {
    for (int i = 0; i < count; i++) {
      values[i] = counts[columns[i]];
      counts[columns[i]] = 0;
    }
    return count;
  }
}
