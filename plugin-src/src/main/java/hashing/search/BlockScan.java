package hashing.search;

import hashing.index.CodeBlock;
import hashing.index.CodeRun;
import hashing.index.SegmentCodes;
import hashing.probe.HammingKernel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares the codes of a segment with several queries at once, block by block, each query with a
 * collector of its own. A block is in the cache when the second query comes to it.
 *
 * <p>A block is left unread where the bits that all its codes share are too far from all queries,
 * and read in part where these bits and some columns are: {@link HammingKernel}. Not thread-safe.
 */
final class BlockScan {

  /** Blocks that several queries read one after the other: some of them fit a first-level cache. */
  private static final int SHARED_BLOCKS = 4;

  private final SegmentCodes codes;
  private final List<BlockBounds> bounds;
  private final List<? extends HitCollector> hits;
  private final HammingKernel[] kernels;
  private final CodeBlock block = new CodeBlock();
  private final CodeRun run = new CodeRun();

  /**
   * @param queries one or more; the least distance to a query's codes counts
   * @param bounds of each query
   * @param hits as many collectors
   */
  BlockScan(
      SegmentCodes codes,
      List<QueryCodes> queries,
      List<BlockBounds> bounds,
      List<? extends HitCollector> hits) {
    this.codes = codes;
    this.bounds = bounds;
    this.hits = hits;
    kernels = new HammingKernel[queries.size()];
    for (int q = 0; q < kernels.length; q++) {
      kernels[q] =
          new HammingKernel(
              queries.get(q).words(), codes.columnCount(), CodeBlock.MAX_COUNT, kernels.length > 1);
    }
  }

  /** Compares all codes with several queries. */
  static void run(SegmentCodes codes, List<QueryCodes> queries, List<? extends HitCollector> hits)
      throws IOException {
    List<BlockBounds> bounds = new ArrayList<>();
    for (QueryCodes query : queries) {
      bounds.add(new BlockBounds(codes, query));
    }
    BlockScan scan = new BlockScan(codes, queries, bounds, hits);
    scan.near();
    scan.blocks(0, codes.blockCount(), false);
  }

  /** Compares all codes with one query. */
  static void run(SegmentCodes codes, QueryCodes query, HitCollector hits, SearchTrace.Leaf trace)
      throws IOException {
    trace.strategy = Strategy.SCAN;
    run(codes, List.of(query), List.of(hits));
    trace.verified += codes.ordinalCount();
    trace.completeTo = hits.cut();
  }

  /** Compares the codes of the blocks that look nearest to each query. */
  void near() throws IOException {
    for (int q = 0; q < kernels.length; q++) {
      for (int b : bounds.get(q).near()) {
        scan(q, b);
      }
    }
  }

  /**
   * Compares the codes of blocks {@code from} to {@code to - 1}.
   *
   * @param nearToo false to leave out those of {@link #near}
   */
  void blocks(int from, int to, boolean nearToo) throws IOException {
    int next = from;
    while (next < to) {
      codes.readRun(next, kernels.length == 1 ? to : Math.min(to, next + SHARED_BLOCKS), run);
      int q = 0;
      for (; run.blocks > 0 && q + 1 < kernels.length; q += 2) {
        pair(q, next, nearToo);
      }
      for (; q < kernels.length; q++) {
        run(q, next, nearToo);
      }
      next += Math.max(1, run.blocks);
    }
  }

  /** Compares the codes of a run with two queries. */
  private void pair(int q, int first, boolean nearToo) throws IOException {
    HitCollector one = hits.get(q);
    HitCollector other = hits.get(q + 1);
    one.stop.tick(run.blocks * CodeBlock.MAX_COUNT * 2);
    long near =
        kernels[q].near(
            kernels[q + 1],
            run.segment,
            run.offset,
            run.step,
            run.stride,
            CodeBlock.MAX_COUNT,
            run.blocks,
            bounds.get(q).bounds(),
            bounds.get(q + 1).bounds(),
            first,
            one.cut(),
            other.cut());
    scan(q, first, near & 0xFFFF_FFFFL, nearToo);
    scan(q + 1, first, near >>> Integer.SIZE, nearToo);
  }

  /** Compares the codes of a run, or of one block where there is no run. */
  private void run(int q, int first, boolean nearToo) throws IOException {
    BlockBounds own = bounds.get(q);
    HitCollector taker = hits.get(q);
    long near = 1;
    if (run.blocks > 0) {
      taker.stop.tick(run.blocks * CodeBlock.MAX_COUNT * kernels[q].queryCount());
      near =
          kernels[q].near(
              run.segment,
              run.offset,
              run.step,
              run.stride,
              CodeBlock.MAX_COUNT,
              run.blocks,
              own.bounds(),
              first,
              taker.cut());
    }
    scan(q, first, near, nearToo);
  }

  /** Compares the codes of those blocks that may have near ones. */
  private void scan(int q, int first, long nearBlocks, boolean nearToo) throws IOException {
    BlockBounds own = bounds.get(q);
    HitCollector taker = hits.get(q);
    for (long near = nearBlocks; near != 0; near &= near - 1) {
      int block = first + Long.numberOfTrailingZeros(near);
      if (own.bound(block) <= taker.cut() && (nearToo || !own.isNear(block))) {
        scan(q, block);
      }
    }
  }

  private void scan(int q, int b) throws IOException {
    HitCollector own = hits.get(q);
    HammingKernel kernel = kernels[q];
    codes.readBlock(b, block);
    own.stop.tick(block.count * kernel.queryCount());
    int matches = kernel.matches(block.segment, block.offset, block.stride, block.count, own.cut());
    for (int i = 0; i < matches; i++) {
      if (kernel.distance(i) <= own.cut()) {
        own.collectOrdinal(codes, block.firstOrdinal + kernel.index(i), kernel.distance(i));
      }
    }
  }
}
