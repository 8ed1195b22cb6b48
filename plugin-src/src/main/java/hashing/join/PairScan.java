package hashing.join;

import hashing.index.CodeBlock;
import hashing.probe.HammingKernel;
import java.io.Closeable;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The codes of a set block by block and column by column, for comparison with every other code by
 * the scan's vector kernel. Immutable once made.
 *
 * <p>As codes are sorted, those of a block share their first bits; blocks that these, or the
 * columns read first, put too far away are left out, as in a scan of a segment.
 */
final class PairScan implements Closeable {
  /** Blocks asked about at once: with some rows they fit a second-level cache. */
  static final int RUN = 16;

  /** Bytes of the longest vectors. */
  private static final long ALIGNMENT = 64;

  private static final ValueLayout.OfInt COLUMN =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final JoinCodes codes;
  private final int columnCount;
  private final int blockCount;
  private final MemorySegment segment;

  /** First 32 bits of each block's first code, and of the last code. */
  private final int[] starts;

  private final Reservation memory;
  private final Arena arena = Arena.ofShared();

  PairScan(JoinCodes codes, JoinContext context) {
    this.codes = codes;
    memory = new Reservation(context.memory());
    columnCount = (codes.bitCount() + Integer.SIZE - 1) / Integer.SIZE;
    blockCount = (codes.count() + CodeBlock.MAX_COUNT - 1) / CodeBlock.MAX_COUNT;
    long bytes = offset(blockCount);
    if (bytes > Integer.MAX_VALUE - 64) {
      throw new IllegalArgumentException(
          "to compare every pair, codes of 2 GiB are allowed, found " + bytes + " bytes");
    }
    memory.add(bytes + (blockCount + 1L) * Integer.BYTES);
    segment = allocate(bytes);
    starts = new int[blockCount + 1];
    try {
      for (int block = 0; block < blockCount; block++) {
        context.check().run();
        starts[block] = head(codes, block * CodeBlock.MAX_COUNT);
        fill(block);
      }
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
    starts[blockCount] = blockCount == 0 ? 0 : head(codes, codes.count() - 1);
  }

  /**
   * Outside the heap, as vectors of an array lie across cache lines, which makes a scan three times
   * slower; in the heap where direct memory, which a node limits, is used up.
   */
  private MemorySegment allocate(long bytes) {
    try {
      return arena.allocate(bytes, ALIGNMENT);
    } catch (OutOfMemoryError e) {
      return MemorySegment.ofArray(new byte[(int) bytes]);
    }
  }

  private static int head(JoinCodes codes, int ordinal) {
    return (int) (codes.words()[ordinal * codes.wordCount()] >>> Integer.SIZE);
  }

  private void fill(int block) {
    int wordCount = codes.wordCount();
    int first = block * CodeBlock.MAX_COUNT;
    int count = count(block);
    for (int i = 0; i < count; i++) {
      for (int c = 0; c < columnCount; c++) {
        long word = codes.words()[(first + i) * wordCount + c / 2];
        int column = (int) (c % 2 == 0 ? word >>> Integer.SIZE : word);
        segment.set(COLUMN, offset(block) + at(c, i), column);
      }
    }
  }

  private int count(int block) {
    return Math.min(CodeBlock.MAX_COUNT, codes.count() - block * CodeBlock.MAX_COUNT);
  }

  private long offset(int block) {
    return (long) block * CodeBlock.MAX_COUNT * columnCount * Integer.BYTES;
  }

  private static long at(int column, int index) {
    return ((long) column * CodeBlock.MAX_COUNT + index) * Integer.BYTES;
  }

  int blockCount() {
    return blockCount;
  }

  /** One code to be compared with those of blocks. Not thread-safe. */
  final class Row {
    /** Has the matches. */
    final HammingKernel kernel;

    /** For each block, the least distance that the bits can make which all its codes share. */
    private final byte[] bounds = new byte[blockCount];

    Row(JoinCodes from, int ordinal) {
      int wordCount = from.wordCount();
      int at = ordinal * wordCount;
      long[] words = Arrays.copyOfRange(from.words(), at, at + wordCount);
      kernel = new HammingKernel(new long[][] {words}, columnCount, CodeBlock.MAX_COUNT);
      int head = head(from, ordinal);
      for (int block = 0; block < blockCount; block++) {
        int differing = starts[block] ^ starts[block + 1];
        int shared = (int) (0xFFFFFFFF_00000000L >> Integer.numberOfLeadingZeros(differing));
        bounds[block] = (byte) Integer.bitCount((head ^ starts[block]) & shared);
      }
    }

    /**
     * Which of the blocks {@code first} to {@code first + RUN - 1}, as far as there are so many,
     * may have a code at most {@code cut} bits away: bit {@code i} for block {@code first + i}.
     */
    long near(int first, int cut) {
      // What is behind the last code is zeros, which may be near, but is never a match.
      return kernel.near(
          segment,
          offset(first),
          offset(1),
          CodeBlock.MAX_COUNT,
          CodeBlock.MAX_COUNT,
          Math.min(RUN, blockCount - first),
          bounds,
          first,
          cut);
    }

    /** Compares a block whose codes may be near; returns how many are. */
    int matches(int block, int cut) {
      return bounds[block] > cut
          ? 0
          : kernel.matches(segment, offset(block), CodeBlock.MAX_COUNT, count(block), cut);
    }
  }

  @Override
  public void close() {
    arena.close();
    memory.close();
  }
}
