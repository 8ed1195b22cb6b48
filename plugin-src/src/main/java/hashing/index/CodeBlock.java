package hashing.index;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * One block of codes, column by column: word {@code w} of the block's {@code i}-th code is the
 * little-endian 64-bit word at byte {@code offset + (w * stride + i) * 8} of {@code segment}. The
 * stride is a multiple of 8 and at least {@code count}; what lies between them is zero.
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
  public int firstOrdinal;

  /** Heap copy where the file is not mapped; grown when needed. */
  byte[] heap = new byte[0];

  /** Copies out the words of the block's {@code index}-th code. */
  void words(int index, long[] target) {
    for (int word = 0; word < target.length; word++) {
      target[word] = segment.get(CheckedRegion.LONG, at(word, index));
    }
  }

  /** Distances of the block's codes from a query. */
  void distances(long[] query, int[] target) {
    Arrays.fill(target, 0, count, 0);
    for (int word = 0; word < query.length; word++) {
      for (int i = 0; i < count; i++) {
        target[i] += Long.bitCount(segment.get(CheckedRegion.LONG, at(word, i)) ^ query[word]);
      }
    }
  }

  private long at(int word, int index) {
    return offset + ((long) word * stride + index) * Long.BYTES;
  }
}
