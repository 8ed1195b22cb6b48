package hashing.index;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * One block of codes, column by column. Column {@code c} of a code is its bits {@code 32 c} to
 * {@code 32 c + 31}, the first one highest; that of the block's {@code i}-th code is the
 * little-endian 32-bit number at byte {@code offset + (c * stride + i) * 4} of {@code segment}. The
 * stride is a multiple of 16 and at least {@code count}; what lies between them is zero.
 *
 * <p>The segment is the mapped file where there is one, else heap memory that the block owns.
 */
public final class CodeBlock {
  /** Most codes in a block. */
  public static final int MAX_COUNT = 512;

  public MemorySegment segment;
  public long offset;
  public int stride;
  public int count;
  public int columnCount;
  public int firstOrdinal;

  /** Heap copy where the file is not mapped, or of the first version; grown when needed. */
  byte[] heap = new byte[0];

  /** Copies out the words of the block's {@code index}-th code. */
  void words(int index, long[] target) {
    for (int word = 0; word < target.length; word++) {
      int low = 2 * word + 1;
      target[word] =
          CodeWords.word(column(2 * word, index), low < columnCount ? column(low, index) : 0);
    }
  }

  private int column(int column, int index) {
    return segment.get(CheckedRegion.INT, at(column, index));
  }

  /** Distances of the block's codes from a query. */
  void distances(long[] query, int[] target) {
    Arrays.fill(target, 0, count, 0);
    for (int column = 0; column < columnCount; column++) {
      int own = CodeWords.column(query, column);
      for (int i = 0; i < count; i++) {
        target[i] += Integer.bitCount(column(column, i) ^ own);
      }
    }
  }

  private long at(int column, int index) {
    return offset + ((long) column * stride + index) * Integer.BYTES;
  }
}
