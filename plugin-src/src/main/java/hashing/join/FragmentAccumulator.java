package hashing.join;

import java.util.Arrays;

/**
 * The third kernel: the table has places alone, columns and counts lie side by side in dense
 * arrays, which are the result as they stand. Places count on from row to row, so that one of an
 * earlier row is known by being too small: nothing is cleared or looked through between rows.
 *
 * <p>Where columns are few enough each has its own slot, which is what the thesis's low-order bits
 * come to in a table as large; else slots are found by a product with an odd number.
 *
 * <p>Source: Shivdikar, "SMASH", 2021, version 3. Differs from the thesis: a tag is the column
 * where the place points to; a fragment is one row, which the caller reads or copies as a whole.
 */
final class FragmentAccumulator extends RowAccumulator {
  /**
   * Columns up to which each has its own slot, 1 MiB of them: a second-level cache. Measured on
   * real codes: products take up to half the time that they take with hashed slots, joins, which
   * read codes beside, three quarters of it at 300,000 columns and as much from 500,000 on.
   */
  static final int OWN_SLOTS = 1 << 18;

  /**
   * A short row has more slots than it needs, as far as they fit a first-level cache, 16 KiB: fewer
   * columns meet, and a meeting is a branch that cannot be foreseen.
   */
  private static final int CACHED_BITS = 12;

  private static final int SPARE_BITS = 3;

  private final int columnCount;
  private final boolean hashed;

  /** A power of two of them. Of each, {@link #base} and the place in the row, or less if free. */
  private int[] slots = new int[0];

  /** Columns of all rows before this one, since slots were cleared last; at least 1. */
  int base = 1;

  private int count;
  private int mask;
  private int shift;

  /**
   * @param ownSlots columns up to which each has its own slot
   */
  FragmentAccumulator(int columnCount, int ownSlots, Reservation memory) {
    super(memory);
    this.columnCount = columnCount;
    hashed = columnCount > ownSlots;
  }

  @Override
  void begin(long products) {
    int most = (int) Math.min(products, columnCount);
    base += count;
    count = 0;
    int bits = hashed ? hashBits(most) : bits(columnCount);
    int size = 1 << bits;
    if (size > slots.length) {
      take((long) Integer.BYTES * (size - slots.length));
      slots = new int[size];
      base = 1;
    } else if (base > Integer.MAX_VALUE - most) { // all places were used
      Arrays.fill(slots, 0);
      base = 1;
    }
    mask = size - 1;
    shift = Integer.SIZE - bits;
    room(most);
  }

  private static int hashBits(int most) {
    int bits = slotBits(most);
    return Math.max(bits, Math.min(bits + SPARE_BITS, CACHED_BITS));
  }

  private static int bits(int columnCount) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(1, columnCount - 1));
  }

  @Override
  void add(int[] source, RowRanges ranges, int row) {
    if (hashed) {
      hash(source, ranges, row);
    } else {
      direct(source, ranges, row);
    }
  }

  private void direct(int[] source, RowRanges ranges, int row) {
    int[] ownSlots = slots;
    int[] ownColumns = columns;
    int[] ownValues = values;
    int lengthMask = ownSlots.length - 1; // changes no slot, spares the check of its range
    int first = base;
    int end = count;
    for (int r = ranges.start(row); r < ranges.end(row); r++) {
      int to = ranges.ends[r];
      for (int i = ranges.firsts[r]; i < to; i++) {
        int column = source[i];
        int place = ownSlots[column & lengthMask] - first;
        if (place >= 0) {
          ownValues[place]++;
        } else { // of an earlier row
          ownSlots[column & lengthMask] = first + end;
          ownColumns[end] = column;
          ownValues[end++] = 1;
        }
      }
    }
    count = end;
    probes += ranges.products(row);
  }

  private void hash(int[] source, RowRanges ranges, int row) {
    int[] ownSlots = slots;
    int[] ownColumns = columns;
    int[] ownValues = values;
    int lengthMask = ownSlots.length - 1;
    int first = base;
    int end = count;
    long looked = ranges.products(row);
    for (int r = ranges.start(row); r < ranges.end(row); r++) {
      int to = ranges.ends[r];
      for (int i = ranges.firsts[r]; i < to; i++) {
        int column = source[i];
        int slot = (column * SlotAccumulator.GOLDEN) >>> shift;
        int place = ownSlots[slot & lengthMask] - first;
        while (place >= 0 && ownColumns[place] != column) {
          slot = (slot + 1) & mask;
          place = ownSlots[slot & lengthMask] - first;
          looked++;
        }
        if (place >= 0) {
          ownValues[place]++;
        } else {
          ownSlots[slot & lengthMask] = first + end;
          ownColumns[end] = column;
          ownValues[end++] = 1;
        }
      }
    }
    count = end;
    probes += looked;
  }

  @Override
  int merge() {
    return count;
  }
}
