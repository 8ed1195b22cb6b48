package hashing.join;

import java.util.Arrays;

/**
 * The first two kernels: a table of slots with a column and its count each, linear probing; what is
 * taken is found by looking at every slot.
 *
 * <p>By the high bits of a column (first kernel) neighbouring columns meet in one slot, and a row
 * comes out nearly sorted; by a product with an odd number (second kernel) they are spread.
 *
 * <p>Source: Shivdikar, "SMASH", 2021, versions 1 and 2. Differs from the thesis: no atomics, as a
 * table is one thread's.
 */
final class SlotAccumulator extends RowAccumulator {
  private static final int EMPTY = -1;
  static final int GOLDEN = 0x9E3779B1;

  private final int columnCount;
  private final int columnBits;
  private final boolean high;
  private int[] keys = new int[0];
  private int[] counts = new int[0];
  private int size;
  private int multiplier;
  private int shift;

  private SlotAccumulator(int columnCount, boolean high, Reservation memory) {
    super(memory);
    this.columnCount = columnCount;
    this.columnBits = Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(1, columnCount - 1));
    this.high = high;
  }

  static SlotAccumulator byHighBits(int columnCount, Reservation memory) {
    return new SlotAccumulator(columnCount, true, memory);
  }

  static SlotAccumulator spread(int columnCount, Reservation memory) {
    return new SlotAccumulator(columnCount, false, memory);
  }

  @Override
  void begin(long products) {
    long most = Math.min(products, columnCount);
    int bits = slotBits(most);
    size = 1 << bits;
    if (size > keys.length) {
      take(2L * Integer.BYTES * (size - keys.length));
      keys = new int[size];
      counts = new int[size];
      Arrays.fill(keys, EMPTY);
    }
    multiplier = high ? 1 : GOLDEN;
    shift = high ? Math.max(0, columnBits - bits) : Integer.SIZE - bits;
    room(most + 1);
  }

  @Override
  void add(int[] source, RowRanges ranges, int row) {
    int[] ownKeys = keys;
    int[] ownCounts = counts;
    int lengthMask = ownKeys.length - 1; // changes no slot, spares the check of its range
    int mask = size - 1;
    long looked = ranges.products(row);
    for (int r = ranges.start(row); r < ranges.end(row); r++) {
      int to = ranges.ends[r];
      for (int i = ranges.firsts[r]; i < to; i++) {
        int column = source[i];
        int slot = (column * multiplier) >>> shift;
        int key = ownKeys[slot & lengthMask];
        while (key != column && key != EMPTY) {
          slot = (slot + 1) & mask;
          key = ownKeys[slot & lengthMask];
          looked++;
        }
        if (key == column) {
          ownCounts[slot]++;
        } else {
          ownKeys[slot & lengthMask] = column;
          ownCounts[slot] = 1;
        }
      }
    }
    probes += looked;
  }

  @Override
  int merge() {
    int[] ownColumns = columns;
    int[] ownValues = values;
    int count = 0;
    for (int slot = 0; slot < size; slot++) {
      int key = keys[slot];
      // Written in any case, kept if there is one: no branch, which could not be foreseen.
      ownColumns[count] = key;
      ownValues[count] = counts[slot];
      count += key == EMPTY ? 0 : 1;
    }
    Arrays.fill(keys, 0, size, EMPTY);
    if (high) {
      sort(count);
    }
    return count;
  }

  /** By insertion: few are out of order, and not by far. */
  private void sort(int count) {
    for (int i = 1; i < count; i++) {
      int column = columns[i];
      int value = values[i];
      int at = i;
      for (; at > 0 && columns[at - 1] > column; at--) {
        columns[at] = columns[at - 1];
        values[at] = values[at - 1];
      }
      columns[at] = column;
      values[at] = value;
    }
  }
}
