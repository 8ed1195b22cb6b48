package hashing.join;

/** Merges rows by one kernel, long ones by a count for each column. One thread's. */
final class RowMerger {
  /** Share of the columns from which a row is long. */
  private static final int LONG = 8;

  private final RowAccumulator hashed;
  private final RowAccumulator dense;
  private final int columnCount;
  private final int[] entries;

  /** The one that had the last row. */
  private RowAccumulator last;

  long products;
  long merged;

  RowMerger(Kernel kernel, int columnCount, int[] entries, Reservation memory) {
    this.columnCount = columnCount;
    this.entries = entries;
    hashed = kernel.accumulator(columnCount, memory);
    dense = kernel.leavesLongRows() ? Kernel.DENSE.accumulator(columnCount, memory) : hashed;
    last = hashed;
  }

  /** Merges a row; {@link #columns} and {@link #values} have what occurs at least so often. */
  int merge(RowRanges ranges, int row, int least) {
    long own = ranges.products(row);
    last = own > columnCount / LONG ? dense : hashed;
    last.begin(own);
    for (int i = ranges.start(row); i < ranges.end(row); i++) {
      last.add(entries, ranges.firsts[i], ranges.ends[i]);
    }
    products += own;
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
