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
  /** Places in slots, columns and counts apart; a slot for each column as far as they are few. */
  V3(Schedule.TOKENS),
  /** The same with hashed slots in any case: to measure them, and as joins of more columns do. */
  V3_HASHED(Schedule.TOKENS),
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
      case V3 -> new FragmentAccumulator(columnCount, FragmentAccumulator.OWN_SLOTS, memory);
      case V3_HASHED -> new FragmentAccumulator(columnCount, 0, memory);
      case DENSE -> new DenseAccumulator(columnCount, memory);
      case HEAP -> new HeapAccumulator(columnCount, memory);
      case SORT -> new SortAccumulator(columnCount, memory);
      case NAGASAKA -> new TwoPhaseAccumulator(columnCount, memory);
      case MAP -> new MapAccumulator(columnCount, memory);
    };
  }

  /** Whether long rows are better off with a count for each column: they would fill the table. */
  boolean leavesLongRows() {
    return compareTo(DENSE) < 0;
  }
}
