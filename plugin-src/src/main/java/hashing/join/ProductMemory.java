package hashing.join;

import java.util.ArrayList;
import java.util.List;

/**
 * Memory for the entries of a product, which the next product in it takes over: so the system hands
 * out no fresh pages while one is timed. The last product alone can be read. Thread-safe.
 */
public final class ProductMemory {
  /** Entries of a block, or as many as a row has that is longer. */
  private static final int LENGTH = 1 << 16;

  private final List<Block> blocks = new ArrayList<>();

  /** Of {@link #blocks}, those of the product at hand. */
  private int taken;

  /** Some rows of a product. One thread's. */
  static final class Block {
    final int[] columns;
    final int[] values;
    int size;

    private Block(int length) {
      columns = new int[length];
      values = new int[length];
    }
  }

  /** An empty block for so many entries at the least. */
  synchronized Block take(int wanted, Reservation reservation) {
    int found = taken;
    while (found < blocks.size() && blocks.get(found).columns.length < wanted) {
      found++;
    }
    int length =
        found < blocks.size() ? blocks.get(found).columns.length : Math.max(LENGTH, wanted);
    reservation.add(2L * Integer.BYTES * length);
    if (found == blocks.size()) {
      blocks.add(new Block(length));
    }
    Block block = blocks.get(found);
    blocks.set(found, blocks.get(taken));
    blocks.set(taken++, block);
    block.size = 0;
    return block;
  }

  /** Begins another product, which may overwrite the last one. */
  synchronized void clear() {
    taken = 0;
  }
}
