package hashing.search;

import hashing.index.SegmentCodes;
import java.io.IOException;
import org.apache.lucene.util.ArrayUtil;

/**
 * How far a query is from each block of a segment at the least, by the first bits that all codes of
 * the block share. Immutable, shared by the threads of a scan.
 */
final class BlockBounds {

  /** Blocks whose shared bits differ in at most this part come first, to learn a near cut. */
  private static final int NEAR_PART = 5;

  private final int[] starts;
  private final byte[] bounds;
  private final int[] near;

  BlockBounds(SegmentCodes codes, QueryCodes query) throws IOException {
    starts = codes.blockStarts();
    bounds = new byte[codes.blockCount()];
    int[] heads = new int[query.count()];
    for (int c = 0; c < heads.length; c++) {
      heads[c] = (int) (query.words(c)[0] >>> Integer.SIZE);
    }
    int[] nearBlocks = new int[16];
    int count = 0;
    for (int b = 0; b < bounds.length; b++) {
      int mask = sharedMask(b);
      int bound = Integer.SIZE;
      for (int head : heads) {
        bound = Math.min(bound, Integer.bitCount((head ^ starts[b]) & mask));
      }
      bounds[b] = (byte) bound;
      if (bound * NEAR_PART <= Integer.bitCount(mask)) {
        nearBlocks = ArrayUtil.grow(nearBlocks, count + 1);
        nearBlocks[count++] = b;
      }
    }
    near = ArrayUtil.copyOfSubArray(nearBlocks, 0, count);
  }

  /** Ones at the first bits of a code, as many as all codes of a block share, at most 32. */
  private int sharedMask(int block) {
    int differing = starts[block] ^ starts[block + 1];
    return (int) (0xFFFFFFFF_00000000L >> Integer.numberOfLeadingZeros(differing));
  }

  /** The least distance that a code of a block can have. */
  int bound(int block) {
    return bounds[block];
  }

  /** The bounds of all blocks; not to be changed. */
  byte[] bounds() {
    return bounds;
  }

  /** The blocks that look nearest, ascending; not to be changed. */
  int[] near() {
    return near;
  }

  /** Whether a block is one of {@link #near}. */
  boolean isNear(int block) {
    return bounds[block] * NEAR_PART <= Integer.bitCount(sharedMask(block));
  }
}
