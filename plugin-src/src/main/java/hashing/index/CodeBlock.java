package hashing.index;

import java.lang.foreign.MemorySegment;

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
}
