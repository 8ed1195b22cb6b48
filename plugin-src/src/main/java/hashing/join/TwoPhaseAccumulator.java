package hashing.join;

import java.util.Arrays;

/**
 * Hash tables in two phases: the first counts the different columns of a row, the second has a
 * table just large enough for them.
 *
 * <p>Source: Nagasaka, Matsuoka, Azad, Buluc, "High-performance sparse matrix-matrix products on
 * Intel KNL and multicore architectures", ICPP workshops 2018: a column times 107, linear probing,
 * the least table of 8, 16, 32, .. slots that holds them, full at the worst.
 */
final class TwoPhaseAccumulator extends RowAccumulator {
  private static final int EMPTY = -1;
  private static final int FACTOR = 107;
  private static final int LEAST_SLOTS = 8;

  private final int columnCount;
  private int[] keys = new int[0];
  private int[] counts = new int[0];
  private int[][] sources = new int[16][];
  private int[] froms = new int[16];
  private int[] ends = new int[16];
  private int ranges;
  private int size;
  private int counted;

  TwoPhaseAccumulator(int columnCount, Reservation memory) {
    super(memory);
    this.columnCount = columnCount;
  }

  private static int slots(long wanted) {
    int slots = LEAST_SLOTS;
    while (slots < wanted) {
      slots = Math.multiplyExact(slots, 2);
    }
    return slots;
  }

  @Override
  void begin(long products) {
    long most = Math.min(products, columnCount);
    size = slots(most);
    if (size > keys.length) {
      take(2L * Integer.BYTES * (size - keys.length));
      keys = new int[size];
      counts = new int[size];
    }
    Arrays.fill(keys, 0, size, EMPTY);
    ranges = 0;
    counted = 0;
    room(most);
  }

  @Override
  void add(int[] source, RowRanges ranges, int row) {
    for (int r = ranges.start(row); r < ranges.end(row); r++) {
      add(source, ranges.firsts[r], ranges.ends[r]);
    }
  }

  private void add(int[] source, int from, int to) {
    if (ranges == froms.length) {
      take((long) ranges * (Long.BYTES + 2 * Integer.BYTES));
      sources = Arrays.copyOf(sources, 2 * ranges);
      froms = Arrays.copyOf(froms, 2 * ranges);
      ends = Arrays.copyOf(ends, 2 * ranges);
    }
    sources[ranges] = source;
    froms[ranges] = from;
    ends[ranges++] = to;
    for (int i = from; i < to; i++) {
      int slot = slot(source[i]);
      counted += keys[slot] == EMPTY ? 1 : 0;
      keys[slot] = source[i];
    }
  }

  /** Where a column is, or would go. */
  private int slot(int column) {
    int mask = size - 1;
    int slot = (column * FACTOR) & mask;
    probes++;
    while (keys[slot] != column && keys[slot] != EMPTY) {
      slot = (slot + 1) & mask;
      probes++;
    }
    return slot;
  }

  @Override
  int merge() {
    size = slots(counted);
    Arrays.fill(keys, 0, size, EMPTY);
    for (int range = 0; range < ranges; range++) {
      int[] source = sources[range];
      for (int i = froms[range]; i < ends[range]; i++) {
        int slot = slot(source[i]);
        if (keys[slot] == EMPTY) {
          keys[slot] = source[i];
          counts[slot] = 0;
        }
        counts[slot]++;
      }
    }
    int count = 0;
    for (int slot = 0; slot < size; slot++) {
      if (keys[slot] != EMPTY) {
        columns[count] = keys[slot];
        values[count++] = counts[slot];
      }
    }
    return count;
  }
}
