package hashing.search;

import hashing.index.CodeBlock;
import hashing.index.SegmentCodes;
import hashing.probe.HammingKernel;
import java.io.IOException;
import java.util.Arrays;

/** Compares every distinct code of a segment. Cost: about 0.2 ns a code, word and query code. */
final class CodeScan {

  private CodeScan() {}

  static void run(
      SegmentCodes codes, QueryCodes query, CodeSink sink, Stop stop, SearchTrace.Entry trace)
      throws IOException {
    CodeBlock block = new CodeBlock();
    int[] indices = new int[CodeBlock.MAX_COUNT];
    int[] distances = new int[CodeBlock.MAX_COUNT];
    int[] nearest = query.count() == 1 ? null : new int[CodeBlock.MAX_COUNT];
    for (int number = 0; number < codes.blockCount(); number++) {
      codes.readBlock(number, block);
      trace.verified += block.count;
      if (nearest == null) {
        int found = scan(block, query.words(0), sink.cut(), indices, distances);
        for (int i = 0; i < found; i++) {
          if (distances[i] <= sink.cut()) {
            sink.accept(block.firstOrdinal + indices[i], distances[i]);
          }
        }
      } else {
        Arrays.fill(nearest, Integer.MAX_VALUE);
        for (int q = 0; q < query.count(); q++) {
          int found = scan(block, query.words(q), sink.cut(), indices, distances);
          for (int i = 0; i < found; i++) {
            nearest[indices[i]] = Math.min(nearest[indices[i]], distances[i]);
          }
        }
        for (int i = 0; i < block.count; i++) {
          if (nearest[i] <= sink.cut()) {
            sink.accept(block.firstOrdinal + i, nearest[i]);
          }
        }
      }
      if (stop.after(block.count)) {
        return;
      }
    }
    trace.complete = sink.cut();
  }

  private static int scan(CodeBlock block, long[] query, int cut, int[] indices, int[] distances) {
    return HammingKernel.scan(
        block.segment, block.offset, block.stride, block.count, query, cut, indices, distances);
  }
}
