package hashing.join;

import hashing.index.CodeBlock;
import hashing.probe.HammingKernel;
import java.io.Closeable;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The codes of a set block by block and column by column, for comparison with every other code by
 * the scan's vector kernel. Immutable once made.
 */
final class PairScan implements Closeable {
  private static final ValueLayout.OfInt COLUMN =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final JoinCodes codes;
  private final int columnCount;
  private final int blockCount;
  private final MemorySegment segment;

  private final Reservation memory;

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
    memory.add(bytes);
    byte[] heap = new byte[(int) bytes];
    segment = MemorySegment.ofArray(heap);
    for (int block = 0; block < blockCount; block++) {
      context.check().run();
      fill(block);
    }
  }

  private void fill(int block) {
    int wordCount = codes.wordCount();
    int first = block * CodeBlock.MAX_COUNT;
    int count = Math.min(CodeBlock.MAX_COUNT, codes.count() - first);
    for (int i = 0; i < count; i++) {
      for (int c = 0; c < columnCount; c++) {
        long word = codes.words()[(first + i) * wordCount + c / 2];
        int column = (int) (c % 2 == 0 ? word >>> Integer.SIZE : word);
        segment.set(COLUMN, offset(block) + at(c, i), column);
      }
    }
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

  /** A kernel that compares one code. */
  HammingKernel kernel(JoinCodes from, int ordinal) {
    int wordCount = from.wordCount();
    int at = ordinal * wordCount;
    long[] words = Arrays.copyOfRange(from.words(), at, at + wordCount);
    return new HammingKernel(new long[][] {words}, columnCount, CodeBlock.MAX_COUNT);
  }

  /** Compares a block; the kernel has the matches. */
  int scan(HammingKernel kernel, int block, int cut) {
    int count = Math.min(CodeBlock.MAX_COUNT, codes.count() - block * CodeBlock.MAX_COUNT);
    return kernel.scan(segment, offset(block), CodeBlock.MAX_COUNT, count, cut);
  }

  @Override
  public void close() {
    memory.close();
  }
}
