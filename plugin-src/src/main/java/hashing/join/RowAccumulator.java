package hashing.join;

/**
 * Merges the products of one row of a sparse product: counts how often each column occurs. For one
 * row: {@link #begin}, {@link #add}, {@link #finish}.
 *
 * <p>All matrices here hold ones, so that a product adds one. Not thread-safe; each thread has its
 * own, which keeps its arrays from row to row.
 */
abstract class RowAccumulator {
  /** Columns of the last row that was finished, each once, in any order. */
  int[] columns = new int[0];

  /** How often each of {@link #columns} occurred. */
  int[] values = new int[0];

  /** Slots looked at, where there are slots; for the mean probe length. */
  long probes;

  /** Different columns of the last row, whatever their count. */
  int different;

  private final Reservation memory;

  RowAccumulator(Reservation memory) {
    this.memory = memory;
  }

  /**
   * Begins a row.
   *
   * @param products at most so many will be added
   */
  abstract void begin(long products);

  /**
   * Adds the columns of a row's stretches; those of one stretch are ascending, each once.
   *
   * @param source where the stretches are
   */
  abstract void add(int[] source, RowRanges ranges, int row);

  /**
   * Ends the row: {@link #columns} and {@link #values} have what occurred at least so often.
   *
   * @return the number of them
   */
  final int finish(int least) {
    int count = merge();
    different = count;
    if (least <= 1) {
      return count;
    }
    int kept = 0;
    for (int i = 0; i < count; i++) {
      columns[kept] = columns[i];
      values[kept] = values[i];
      kept += values[i] >= least ? 1 : 0;
    }
    return kept;
  }

  /** Fills {@link #columns} and {@link #values}; returns how many there are. */
  abstract int merge();

  /** Makes room for so many different columns. */
  final void room(long wanted) {
    if (wanted > columns.length) {
      int length = grown(columns.length, wanted);
      take(2L * Integer.BYTES * (length - columns.length));
      columns = new int[length];
      values = new int[length];
    }
  }

  /** Asks for bytes before they are taken. */
  final void take(long bytes) {
    memory.add(bytes);
  }

  static int grown(int length, long wanted) {
    return Math.toIntExact(Math.max(wanted, Math.min(length * 2L, Integer.MAX_VALUE - 64)));
  }

  /** Slots for so many columns: a power of two, at most half of them taken. */
  static int slotBits(long columns) {
    return Math.max(4, Long.SIZE - Long.numberOfLeadingZeros(2 * Math.max(1, columns) - 1));
  }
}
