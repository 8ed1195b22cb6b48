package hashing.search;

import hashing.index.CodeBlock;
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

  private final SegmentCodes codes;
  private final List<BlockBounds> bounds;
  private final List<? extends HitCollector> hits;
  private final HammingKernel[] kernels;
  private final CodeBlock block = new CodeBlock();

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
          new HammingKernel(queries.get(q).words(), codes.columnCount(), CodeBlock.MAX_COUNT);
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
    for (int b = from; b < to; b++) {
      for (int q = 0; q < kernels.length; q++) {
        BlockBounds own = bounds.get(q);
        if (own.bound(b) <= hits.get(q).cut() && (nearToo || !own.isNear(b))) {
          scan(q, b);
        }
      }
    }
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
            bounds.get(q).sharedMask(b),
            bounds.get(q).start(b));
    for (int i = 0; i < matches; i++) {
      if (kernel.distance(i) <= own.cut()) {
        own.collectOrdinal(codes, block.firstOrdinal + kernel.index(i), kernel.distance(i));
      }
    }
  }
}
