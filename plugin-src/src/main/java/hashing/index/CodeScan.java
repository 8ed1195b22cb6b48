package hashing.index;

import java.io.IOException;
import org.apache.lucene.search.AcceptDocs;
import org.apache.lucene.search.KnnCollector;
import org.apache.lucene.util.Bits;

/** The plain exact search behind Lucene's own vector queries: every code, block by block. */
final class CodeScan {

  private CodeScan() {}

  static float score(int distance) {
    return 1f / (1 + distance);
  }

  static void checkLength(String name, byte[] code, int byteLength) {
    if (code.length != byteLength) {
      throw new IllegalArgumentException(
          "\"" + name + "\" must have a code of " + byteLength + " bytes, found " + code.length);
    }
  }

  static void collect(
      FieldCodes codes, String field, byte[] target, KnnCollector collector, AcceptDocs accepted)
      throws IOException {
    checkLength(field, target, codes.byteLength());
    long[] query = CodeWords.words(target);
    Bits bits = accepted == null ? null : accepted.bits();
    CodeBlock block = new CodeBlock();
    int[] distances = new int[CodeBlock.MAX_COUNT];
    for (int b = 0; b < codes.blockCount(); b++) {
      codes.readBlock(b, block);
      block.distances(query, distances);
      for (int i = 0; i < block.count; i++) {
        float score = score(distances[i]);
        if (score < collector.minCompetitiveSimilarity()) {
          continue;
        }
        int ordinal = block.firstOrdinal + i;
        int end = codes.firstPosting(ordinal + 1);
        for (int p = codes.firstPosting(ordinal); p < end; p++) {
          int doc = codes.posting(p);
          if (bits == null || bits.get(doc)) {
            if (collector.earlyTerminated()) {
              return;
            }
            collector.incVisitedCount(1);
            collector.collect(doc, score);
          }
        }
      }
    }
  }
}
