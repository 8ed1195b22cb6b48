package hashing.join;

/** Merges rows by one kernel, long ones by a count for each column. One thread's. */
final class RowMerger {
  /** Share of the columns from which a row is long. */
  private static final int LONG = 8;

  /**
   * Columns whose counts fit half of a second-level cache, 256 KiB: then a join by the third kernel
   * counts directly, whatever the row.
   */
  private static final int FEW_COLUMNS = 1 << 16;

  private final RowAccumulator hashed;
  private final RowAccumulator dense;

  /** Products above which a row is long. */
  private final long most;

  private final int[] entries;

  /** The one that had the last row. */
  private RowAccumulator last;

  long products;
  long merged;

  private RowMerger(Kernel kernel, int columnCount, int[] entries, long most, Reservation memory) {
    this.most = most;
    this.entries = entries;
    hashed = kernel.accumulator(columnCount, memory);
    dense = kernel.leavesLongRows() ? Kernel.DENSE.accumulator(columnCount, memory) : hashed;
    last = hashed;
  }

  /** Merges by the kernel alone, long rows apart, to be measured. */
  static RowMerger ofKernel(Kernel kernel, int columnCount, int[] entries, Reservation memory) {
    return new RowMerger(kernel, columnCount, entries, columnCount / LONG, memory);
  }

  /** Merges as is best for a join. */
  static RowMerger ofJoin(Kernel kernel, int columnCount, int[] entries, Reservation memory) {
    boolean direct = kernel == Kernel.V3 && columnCount <= FEW_COLUMNS;
    return new RowMerger(kernel, columnCount, entries, direct ? 0 : columnCount / LONG, memory);
  }

  /** Merges a row; {@link #columns} and {@link #values} have what occurs at least so often. */
  int merge(RowRanges ranges, int row, int least) {
    long own = ranges.products(row);
    last = own > most ? dense : hashed;
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
