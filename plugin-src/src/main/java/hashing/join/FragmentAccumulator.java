package hashing.join;

import java.util.Arrays;

/**
 * The third kernel: the table has tags and places, columns and counts lie side by side in dense
 * arrays, which are the result as they stand. A tag carries the number of its row, so that nothing
 * is cleared or looked through between rows.
 *
 * <p>Source: Shivdikar, "SMASH", 2021, version 3. Differs from the thesis: fragments are copied by
 * nobody, as the caller reads them where they are.
 */
final class FragmentAccumulator extends RowAccumulator {
  private final int columnCount;

  /** Row number in the high 32 bits, column in the low ones. */
  private long[] tags = new long[0];

  /** Where the column of a tag is in {@link #columns}. */
  private int[] places = new int[0];

  private int mask;
  private int shift;
  private long epoch;
  private int count;

  FragmentAccumulator(int columnCount, Reservation memory) {
    super(memory);
    this.columnCount = columnCount;
  }

  @Override
  void begin(long products) {
    long most = Math.min(products, columnCount);
    int bits = slotBits(most);
    int size = 1 << bits;
    if (size > tags.length) {
      take((long) (Long.BYTES + Integer.BYTES) * (size - tags.length));
      tags = new long[size];
      places = new int[size];
      epoch = 0;
    }
    mask = size - 1;
    shift = Integer.SIZE - bits;
    epoch += 1L << Integer.SIZE;
    if (epoch == 0) { // all numbers were used
      Arrays.fill(tags, 0);
      epoch = 1L << Integer.SIZE;
    }
    count = 0;
    room(most);
  }

  @Override
  void add(int[] source, int from, int to) {
    long[] ownTags = tags;
    int[] ownPlaces = places;
    int[] ownColumns = columns;
    int[] ownValues = values;
    int filled = count;
    long looked = to - from;
    for (int i = from; i < to; i++) {
      int column = source[i];
      long tag = epoch | column;
      int slot = (column * SlotAccumulator.GOLDEN) >>> shift;
      long found = ownTags[slot];
      while (found != tag) {
        if (((found ^ epoch) >>> Integer.SIZE) != 0) {
          ownTags[slot] = tag;
          ownPlaces[slot] = filled;
          ownColumns[filled] = column;
          ownValues[filled++] = 0;
          break;
        }
        slot = (slot + 1) & mask;
        found = ownTags[slot];
        looked++;
      }
      ownValues[ownPlaces[slot]]++;
    }
    count = filled;
    probes += looked;
  }

  @Override
  int merge() {
    return count;
  }
}
