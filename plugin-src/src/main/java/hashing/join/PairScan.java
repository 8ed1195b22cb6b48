package hashing.join;

import hashing.index.CodeBlock;
import hashing.probe.HammingKernel;
import hashing.probe.ProbeCosts;
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
  /** Blocks asked about at once: most of them fit a first-level cache. */
  static final int RUN = 4;

  /** Bytes of the longest vectors. */
  private static final long ALIGNMENT = 64;

  private static final ValueLayout.OfInt COLUMN =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** Nanoseconds to prepare a row. */
  private static final double ROW = 400;

  /** A comparison with blocks in the cache, by one whose blocks are read from memory each time. */
  private static final double CACHED = 0.4;

  private final JoinCodes codes;
  private final int columnCount;
  private final int blockCount;
  private final MemorySegment segment;

  /** First 32 bits of each block's first code, and of the last code. */
  private final int[] starts;

  /** For each block ones at the first bits of a code, as many as all its codes share. */
  private final int[] masks;

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
    memory.add(bytes + (2 * blockCount + 1L) * Integer.BYTES);
    segment = allocate(bytes);
    starts = new int[blockCount + 1];
    masks = new int[blockCount];
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
    for (int block = 0; block < blockCount; block++) {
      int differing = starts[block] ^ starts[block + 1];
      masks[block] = (int) (0xFFFFFFFF_00000000L >> Integer.numberOfLeadingZeros(differing));
    }
  }

  /** What it costs on one thread to compare a row with so many codes. */
  static double rowNanos(JoinCodes codes, double count, int radius) {
    int columnCount = (codes.bitCount() + Integer.SIZE - 1) / Integer.SIZE;
    double share = codes.count() == 0 ? 0 : count / codes.count();
    return ROW + CACHED * share * ProbeCosts.scan(codes.count(), columnCount, 1, radius);
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

  /** One code after another to be compared with those of blocks. Not thread-safe. */
  final class Row {
    /** Has the matches. */
    final HammingKernel kernel =
        new HammingKernel(new long[1][codes.wordCount()], columnCount, CodeBlock.MAX_COUNT, true);

    /** For each block, the least distance that the bits can make which all its codes share. */
    private final byte[] bounds = new byte[blockCount];

    /** Takes another code. */
    void ask(JoinCodes from, int ordinal) {
      kernel.ask(from.words(), ordinal * from.wordCount());
      int head = head(from, ordinal);
      for (int block = 0; block < blockCount; block++) {
        bounds[block] = (byte) Integer.bitCount((head ^ starts[block]) & masks[block]);
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

    /** The same for two rows; bit {@code 32 + i} for the other, as far as its own cut. */
    long near(Row other, int first, int cut, int otherCut) {
      return kernel.near(
          other.kernel,
          segment,
          offset(first),
          offset(1),
          CodeBlock.MAX_COUNT,
          CodeBlock.MAX_COUNT,
          Math.min(RUN, blockCount - first),
          bounds,
          other.bounds,
          first,
          cut,
          otherCut);
    }

    /** Compares a block whose codes may be near; returns how many are. */
    int matches(int block, int cut) {
      return bounds[block] > cut
          ? 0
          : kernel.matches(segment, offset(block), CodeBlock.MAX_COUNT, count(block), cut);
    }
  }

  /** So many rows to be compared together. */
  Row[] rows(int rowCount) {
    Row[] rows = new Row[rowCount];
    Arrays.setAll(rows, _ -> new Row());
    return rows;
  }

  @Override
  public void close() {
    arena.close();
    memory.close();
  }
}
