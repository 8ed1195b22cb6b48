package hashing.search;

import hashing.index.CodeBlock;
import hashing.index.SegmentCodes;
import hashing.probe.HammingKernel;
import java.io.IOException;
import java.util.List;

/**
 * Compares the codes of a segment with several queries at once, block by block, each query with a
 * collector of its own. A block is in the cache when the second query comes to it.
 *
 * <p>A block is left unread where the bits that all its codes share are too far from all queries,
 * and read in part where these bits and some columns are: {@link HammingKernel}. Not thread-safe.
 */
final class BlockScan {

  /** Blocks whose shared bits differ in at most this part come first, to learn a near cut. */
  private static final int NEAR_PART = 5;

  /** In place of a block's bound when it was scanned. */
  private static final byte DONE = -1;

  private final SegmentCodes codes;
  private final List<? extends HitCollector> hits;
  private final HammingKernel[] kernels;
  private final CodeBlock block = new CodeBlock();
  private final int[] starts;
  private long verified;

  /**
   * @param queries one or more; the least distance to a query's codes counts
   * @param hits as many collectors
   */
  BlockScan(SegmentCodes codes, List<QueryCodes> queries, List<? extends HitCollector> hits)
      throws IOException {
    this.codes = codes;
    this.hits = hits;
    this.starts = codes.blockStarts();
    kernels = new HammingKernel[queries.size()];
    for (int q = 0; q < kernels.length; q++) {
      kernels[q] =
          new HammingKernel(queries.get(q).words(), codes.columnCount(), CodeBlock.MAX_COUNT);
    }
  }

  /** Compares all codes with one query. */
  static void run(SegmentCodes codes, QueryCodes query, HitCollector hits, SearchTrace.Leaf trace)
      throws IOException {
    run(codes, query, hits, trace, 0, codes.blockCount());
  }

  /** Compares the codes of some blocks, {@code 0 <= from <= to <= blockCount}. */
  static void run(
      SegmentCodes codes,
      QueryCodes query,
      HitCollector hits,
      SearchTrace.Leaf trace,
      int from,
      int to)
      throws IOException {
    trace.strategy = Strategy.SCAN;
    BlockScan scan = new BlockScan(codes, List.of(query), List.of(hits));
    scan.run(from, to);
    trace.verified += scan.verified();
    trace.completeTo = hits.cut();
  }

  /** Compares the codes of some blocks, those first whose shared bits are near. */
  void run(int from, int to) throws IOException {
    byte[][] bounds = new byte[kernels.length][to - from];
    for (int q = 0; q < kernels.length; q++) {
      for (int b = from; b < to; b++) {
        int mask = sharedMask(b);
        int bound = kernels[q].bound(mask, starts[b]);
        if (bound * NEAR_PART <= Integer.bitCount(mask)) {
          scan(q, b);
          bound = DONE;
        }
        bounds[q][b - from] = (byte) bound;
      }
    }
    for (int b = from; b < to; b++) {
      for (int q = 0; q < kernels.length; q++) {
        byte bound = bounds[q][b - from];
        if (bound != DONE && bound <= hits.get(q).cut()) {
          scan(q, b);
        }
      }
    }
    int end = (int) Math.min((long) to * CodeBlock.MAX_COUNT, codes.ordinalCount());
    verified += (long) Math.max(0, end - from * CodeBlock.MAX_COUNT) * kernels.length;
  }

  /** Codes compared or ruled out with their block, those of every query counted. */
  long verified() {
    return verified;
  }

  /** Ones at the first bits of a code, as many as all codes of a block share, at most 32. */
  private int sharedMask(int b) {
    return (int) (0xFFFFFFFF_00000000L >> Integer.numberOfLeadingZeros(starts[b] ^ starts[b + 1]));
  }

  private void scan(int q, int b) throws IOException {
    HitCollector own = hits.get(q);
    HammingKernel kernel = kernels[q];
    codes.readBlock(b, block);
    own.stop.tick(block.count * kernel.queryCount());
    int matches =
        kernel.scan(
            block.segment,
            block.offset,
            block.stride,
            block.count,
            own.cut(),
            sharedMask(b),
            starts[b]);
    for (int i = 0; i < matches; i++) {
      if (kernel.distance(i) <= own.cut()) {
        own.collectOrdinal(codes, block.firstOrdinal + kernel.index(i), kernel.distance(i));
      }
    }
  }
}
