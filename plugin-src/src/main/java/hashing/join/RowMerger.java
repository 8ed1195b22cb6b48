package hashing.join;

/** Merges rows by one kernel, long ones by a count for each column. One thread's. */
final class RowMerger {
  /** Share of the columns from which a row is long. */
  private static final int LONG = 8;

  private final RowAccumulator hashed;
  private final RowAccumulator dense;

  /** Products above which a row is long. */
  private final long most;

  private final int[] entries;

  /** The one that has the row at hand. */
  private RowAccumulator last;

  long products;
  long merged;

  /**
   * @param entries of the right matrix
   */
  RowMerger(Kernel kernel, int columnCount, int[] entries, Reservation memory) {
    this.entries = entries;
    most = columnCount / LONG;
    hashed = kernel.accumulator(columnCount, memory);
    dense = kernel.leavesLongRows() ? Kernel.DENSE.accumulator(columnCount, memory) : hashed;
    last = hashed;
  }

  /** Merges a row; {@link #columns} and {@link #values} have what occurs at least so often. */
  int merge(RowRanges ranges, int row, int least) {
    add(ranges, row);
    return finish(least);
  }

  /** Adds the products of a row. */
  void add(RowRanges ranges, int row) {
    long own = ranges.products(row);
    last = own > most ? dense : hashed;
    last.begin(own);
    last.add(entries, ranges, row);
    products += own;
  }

  /** Ends the row that was added; returns how many columns occur at least so often. */
  int finish(int least) {
    int count = last.finish(least);
    merged += last.different;
    return count;
  }

  int[] columns() {
    return last.columns;
  }

  int[] values() {
    return last.values;
  }

  /** Slots looked at so far. */
  long probes() {
    return hashed == dense ? hashed.probes : hashed.probes + dense.probes;
  }
}
