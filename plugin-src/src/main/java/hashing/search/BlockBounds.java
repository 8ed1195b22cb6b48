package hashing.search;

import hashing.index.SegmentCodes;
import java.io.IOException;

/**
 * How far a query is from each block of a segment at the least, by the first bits that all codes of
 * the block share. Immutable, shared by the threads of a scan.
 */
final class BlockBounds {

  /** Blocks whose shared bits differ in at most this part come first, to learn a near cut. */
  private static final int NEAR_PART = 5;

  /** The same where several queries share a pass: to look at a block costs more than to pass by. */
  private static final int SHARED_NEAR_PART = 12;

  private final int nearPart;
  private final int[] masks;
  private final byte[] bounds;
  private final int[] near;

  BlockBounds(SegmentCodes codes, QueryCodes query) throws IOException {
    this(codes, masks(codes), query, NEAR_PART);
  }

  /**
   * Of one of several queries.
   *
   * @param masks those of the segment, which are the same for all queries; not to be changed
   */
  static BlockBounds shared(SegmentCodes codes, int[] masks, QueryCodes query) throws IOException {
    return new BlockBounds(codes, masks, query, SHARED_NEAR_PART);
  }

  private BlockBounds(SegmentCodes codes, int[] masks, QueryCodes query, int nearPart)
      throws IOException {
    this.nearPart = nearPart;
    this.masks = masks;
    int[] starts = codes.blockStarts();
    bounds = new byte[masks.length];
    for (int c = 0; c < query.count(); c++) {
      int head = (int) (query.words(c)[0] >>> Integer.SIZE);
      for (int b = 0; b < bounds.length; b++) {
        int bound = Integer.bitCount((head ^ starts[b]) & masks[b]);
        bounds[b] = (byte) (c == 0 ? bound : Math.min(bounds[b], bound));
      }
    }
    int count = 0;
    for (int b = 0; b < bounds.length; b++) {
      count += isNear(b) ? 1 : 0;
    }
    near = new int[count];
    for (int b = bounds.length - 1; count > 0; b--) {
      if (isNear(b)) {
        near[--count] = b;
      }
    }
  }

  /**
   * For each block ones at the first bits of a code, as many as all its codes share, at most 32.
   */
  static int[] masks(SegmentCodes codes) throws IOException {
    int[] starts = codes.blockStarts();
    int[] masks = new int[codes.blockCount()];
    for (int b = 0; b < masks.length; b++) {
      int differing = starts[b] ^ starts[b + 1];
      masks[b] = (int) (0xFFFFFFFF_00000000L >> Integer.numberOfLeadingZeros(differing));
    }
    return masks;
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
    return bounds[block] * nearPart <= Integer.bitCount(masks[block]);
  }
}
