package hashing.join;

import java.util.Arrays;

/**
 * The third kernel: the table has tags and places, columns and counts lie side by side in dense
 * arrays, which are the result as they stand. A tag carries the number of its row, so that nothing
 * is cleared or looked through between rows.
 *
 * <p>Source: Shivdikar, "SMASH", 2021, version 3. Differs from the thesis: fragments are copied by
 * nobody, as the caller reads them where they are; row number, column and place are one word, so
 * that a slot is one access.
 */
final class FragmentAccumulator extends RowAccumulator {
  /**
   * A short row has more slots than it needs, as far as they fit a first-level cache, 16 KiB: fewer
   * columns meet, and a meeting is a branch that cannot be foreseen.
   */
  private static final int CACHED_BITS = 11;

  private static final int SPARE_BITS = 2;

  private final int columnCount;
  private final int columnBits;

  /**
   * From the high bits down: number of the row, column, place of the column in {@link #columns}. A
   * place has as many bits as the table's slots less one, as half of them are filled at most.
   */
  private long[] slots = new long[0];

  private int placeBits;
  private int mask;
  private int shift;

  /** Number of the row, where it stands in a slot shifted right by the place's bits. */
  private long epoch;

  private int count;

  FragmentAccumulator(int columnCount, Reservation memory) {
    super(memory);
    this.columnCount = columnCount;
    this.columnBits = Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(1, columnCount - 1));
  }

  @Override
  void begin(long products) {
    long most = Math.min(products, columnCount);
    int bits = slotBits(most);
    bits = Math.max(bits, Math.min(bits + SPARE_BITS, CACHED_BITS));
    int size = 1 << bits;
    if (size > slots.length) {
      take((long) Long.BYTES * (size - slots.length));
      slots = new long[size];
      placeBits = bits - 1;
      epoch = 0;
    }
    mask = size - 1;
    shift = Integer.SIZE - bits;
    epoch += 1L << columnBits;
    if (epoch >>> (Long.SIZE - placeBits) != 0) { // all numbers were used
      Arrays.fill(slots, 0);
      epoch = 1L << columnBits;
    }
    count = 0;
    room(most);
  }

  @Override
  void add(int[] source, int from, int to) {
    long[] ownSlots = slots;
    int[] ownColumns = columns;
    int[] ownValues = values;
    int filled = count;
    int bits = placeBits;
    int placeMask = (1 << bits) - 1;
    int lengthMask = ownSlots.length - 1; // changes no slot, spares the check of its range
    long ownEpoch = epoch;
    long looked = to - from;
    for (int i = from; i < to; i++) {
      int column = source[i];
      long tag = ownEpoch | column;
      int slot = (column * SlotAccumulator.GOLDEN) >>> shift;
      long found = ownSlots[slot & lengthMask];
      while (found >>> bits != tag && found >>> bits >= ownEpoch) {
        slot = (slot + 1) & mask;
        found = ownSlots[slot & lengthMask];
        looked++;
      }
      if (found >>> bits == tag) {
        ownValues[(int) found & placeMask]++;
      } else { // of an earlier row
        ownSlots[slot & lengthMask] = tag << bits | filled;
        ownColumns[filled] = column;
        ownValues[filled++] = 1;
      }
    }
    count = filled;
    probes += looked;
  }

  @Override
  int merge() {
    return count;
  }
}
