package hashing.search;

import hashing.index.CodeBlock;
import hashing.index.SegmentCodes;
import hashing.probe.HammingKernel;
import java.io.IOException;

/** Compares all codes of a segment, block by block. */
final class BlockScan {

  private BlockScan() {}

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
    HammingKernel kernel = new HammingKernel(query.words(), CodeBlock.MAX_COUNT);
    CodeBlock block = new CodeBlock();
    for (int b = from; b < to; b++) {
      codes.readBlock(b, block);
      hits.stop.tick(block.count * query.count());
      int matches = kernel.scan(block.segment, block.offset, block.stride, block.count, hits.cut());
      for (int i = 0; i < matches; i++) {
        if (kernel.distance(i) <= hits.cut()) {
          hits.collectOrdinal(codes, block.firstOrdinal + kernel.index(i), kernel.distance(i));
        }
      }
      trace.verified += block.count;
    }
    trace.completeTo = hits.cut();
  }
}
