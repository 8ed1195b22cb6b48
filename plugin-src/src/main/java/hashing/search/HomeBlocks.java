package hashing.search;

import hashing.index.CodeBlock;
import hashing.index.SegmentCodes;
import hashing.probe.HammingKernel;
import java.io.IOException;
import java.util.Arrays;

/**
 * The blocks of sorted codes in which a query code would lie, as it is or with one of the bits
 * changed that a block's codes share. They are few, and a far larger share of the near codes than
 * of all lies in them, which tells a planner how far the nearest ones are.
 */
final class HomeBlocks {

  private final SegmentCodes codes;
  private final int[] starts;

  /** First bits that the codes of a block share, about. */
  private final int bits;

  HomeBlocks(SegmentCodes codes) throws IOException {
    this.codes = codes;
    this.starts = codes.blockStarts();
    this.bits = Integer.SIZE - Integer.numberOfLeadingZeros(codes.blockCount() - 1);
  }

  /** Numbers of the blocks, ascending; about as many as they have shared bits. */
  int[] of(QueryCodes query) {
    int[] blocks = new int[query.count() * (bits + 1)];
    int size = 0;
    for (int c = 0; c < query.count(); c++) {
      int head = (int) (query.words(c)[0] >>> Integer.SIZE);
      blocks[size++] = block(head);
      for (int bit = 1; bit <= bits; bit++) {
        blocks[size++] = block(head ^ 1 << (Integer.SIZE - bit));
      }
    }
    return Arrays.stream(blocks).sorted().distinct().toArray();
  }

  /** The last block that does not begin behind the codes with these first 32 bits. */
  private int block(int head) {
    int low = 0;
    int high = codes.blockCount() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (Integer.compareUnsigned(starts[middle], head) <= 0) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /**
   * Tells where the nearest codes are expected to end. Cost: {@value CodeBlock#MAX_COUNT} codes
   * compared for each block.
   *
   * @param wanted how many of them
   * @param most they are not looked for beyond this distance
   * @return {@code most + 1} if they go on beyond it
   */
  int expected(QueryCodes query, double wanted, int most) throws IOException {
    int[] counts = new int[most + 1];
    HammingKernel kernel =
        new HammingKernel(query.words(), codes.columnCount(), CodeBlock.MAX_COUNT);
    CodeBlock block = new CodeBlock();
    for (int b : of(query)) {
      codes.readBlock(b, block);
      int matches = kernel.scan(block.segment, block.offset, block.stride, block.count, most);
      for (int i = 0; i < matches; i++) {
        counts[kernel.distance(i)]++;
      }
    }
    NearestForecast forecast =
        new NearestForecast(codes.byteLength() * Byte.SIZE, new int[] {bits});
    return forecast.distance(counts, wanted, new int[] {1});
  }
}
