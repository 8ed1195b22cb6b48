package hashing.join;

/**
 * Ways to merge the products of a row, and how rows are dealt to threads.
 *
 * <p>Source: Shivdikar, "SMASH", 2021, for the first three; the others' classes name theirs.
 */
public enum Kernel {
  /** Slots by the high bits of a column; rows dealt round-robin. */
  V1(Schedule.ROUND_ROBIN),
  /** Slots by a product, rows in tokens that threads fetch. */
  V2(Schedule.TOKENS),
  /** Tags with row numbers, columns and counts apart; tokens. */
  V3(Schedule.TOKENS),
  /** A count for each column. */
  DENSE(Schedule.TOKENS),
  /** Merge by a heap. */
  HEAP(Schedule.TOKENS),
  /** All products sorted. */
  SORT(Schedule.TOKENS),
  /** Two-phase hashing; rows dealt in as many stretches of equal work as there are threads. */
  NAGASAKA(Schedule.BALANCED),
  /** Boxed numbers in a map. */
  MAP(Schedule.TOKENS);

  /** How rows come to threads. */
  enum Schedule {
    ROUND_ROBIN,
    BALANCED,
    TOKENS
  }

  final Schedule schedule;

  Kernel(Schedule schedule) {
    this.schedule = schedule;
  }

  RowAccumulator accumulator(int columnCount, Reservation memory) {
    return switch (this) {
      case V1 -> SlotAccumulator.byHighBits(columnCount, memory);
      case V2 -> SlotAccumulator.spread(columnCount, memory);
      case V3 -> new FragmentAccumulator(columnCount, memory);
      case DENSE -> new DenseAccumulator(columnCount, memory);
      case HEAP -> new HeapAccumulator(columnCount, memory);
      case SORT -> new SortAccumulator(columnCount, memory);
      case NAGASAKA -> new TwoPhaseAccumulator(columnCount, memory);
      case MAP -> new MapAccumulator(columnCount, memory);
    };
  }

  /** Whether long rows are better off with a count for each column: they would fill the table. */
  boolean leavesLongRows() {
    return this == V1 || this == V2 || this == V3;
  }
}
