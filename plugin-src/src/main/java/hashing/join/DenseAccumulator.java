package hashing.join;

import java.util.Arrays;

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

  /** Whether the columns met are listed; a row of more products than columns meets most of them. */
  private boolean listed;

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
    listed = products < columnCount;
    room(Math.min(products, columnCount) + 1);
    count = 0;
  }

  @Override
  void add(int[] source, RowRanges ranges, int row) {
    probes += ranges.products(row);
    if (listed) {
      list(source, ranges, row);
    } else {
      int[] ownCounts = counts;
      for (int r = ranges.start(row); r < ranges.end(row); r++) {
        int to = ranges.ends[r];
        for (int i = ranges.firsts[r]; i < to; i++) {
          ownCounts[source[i]]++;
        }
      }
    }
  }

  private void list(int[] source, RowRanges ranges, int row) {
    int[] ownCounts = counts;
    int[] ownColumns = columns;
    int filled = count;
    for (int r = ranges.start(row); r < ranges.end(row); r++) {
      int to = ranges.ends[r];
      for (int i = ranges.firsts[r]; i < to; i++) {
        int column = source[i];
        int before = ownCounts[column];
        ownCounts[column] = before + 1;
        // Written in any case, kept if new: no branch, which could not be foreseen.
        ownColumns[filled] = column;
        filled += before == 0 ? 1 : 0;
      }
    }
    count = filled;
  }

  @Override
  int merge() {
    if (!listed) {
      return all();
    }
    for (int i = 0; i < count; i++) {
      values[i] = counts[columns[i]];
      counts[columns[i]] = 0;
    }
    return count;
  }

  /** Looks at every column. */
  private int all() {
    int[] ownCounts = counts;
    int[] ownColumns = columns;
    int[] ownValues = values;
    int filled = 0;
    for (int column = 0; column < columnCount; column++) {
      int value = ownCounts[column];
      ownColumns[filled] = column;
      ownValues[filled] = value;
      filled += value == 0 ? 0 : 1;
    }
    Arrays.fill(ownCounts, 0);
    return filled;
  }
}
