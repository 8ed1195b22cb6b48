package hashing.index;

import java.lang.foreign.MemorySegment;

/**
 * Full blocks that follow one another in memory: column {@code c} of the {@code i}-th code of the
 * {@code b}-th of them is the little-endian 32-bit number at byte {@code offset + b * step + (c *
 * stride + i) * 4} of {@code segment}, and each has {@link CodeBlock#MAX_COUNT} codes.
 */
public final class CodeRun {
  /** Most blocks in a run. */
  public static final int MOST_BLOCKS = 16;

  public MemorySegment segment;
  public long offset;
  public long step;
  public int stride;

  /** How many there are; 0 where the next block is not full, or not in mapped memory. */
  public int blocks;
}
