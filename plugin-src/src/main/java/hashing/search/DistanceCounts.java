package hashing.search;

import hashing.index.CodeBlock;
import hashing.index.SegmentCodes;
import hashing.probe.HammingKernel;
import java.io.IOException;
import java.util.List;

/** Counts all documents of a segment by their distance from a code, without looking at each. */
public final class DistanceCounts {

  private DistanceCounts() {}

  /**
   * Documents at each distance, {@code long[maxDistance + 1]}; null where documents are hidden or
   * deleted, or the codes are not in our own format, so that each must be looked at.
   *
   * <p>Cost: a scan of the segment's distinct codes.
   *
   * @param code of the length of those of the segment
   * @param check called between blocks of codes; what it throws ends the count
   */
  public static long[] of(
      LeafCodes codes, String field, int bitCount, byte[] code, int maxDistance, Runnable check)
      throws IOException {
    SegmentCodes fast = codes.fast();
    if (fast == null || codes.liveDocs() != null) {
      return null;
    }
    QueryCodes query = new QueryCodes(field, bitCount, List.of(code));
    HammingKernel kernel =
        new HammingKernel(query.words(), fast.columnCount(), CodeBlock.MAX_COUNT);
    CodeBlock block = new CodeBlock();
    long[] counts = new long[maxDistance + 1];
    for (int b = 0; b < fast.blockCount(); b++) {
      check.run();
      fast.readBlock(b, block);
      int matches =
          kernel.scan(block.segment, block.offset, block.stride, block.count, maxDistance);
      for (int i = 0; i < matches; i++) {
        int ordinal = block.firstOrdinal + kernel.index(i);
        counts[kernel.distance(i)] += fast.firstPosting(ordinal + 1) - fast.firstPosting(ordinal);
      }
    }
    return counts;
  }
}
