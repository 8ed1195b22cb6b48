package hashing.index;

import java.io.IOException;
import java.util.Arrays;

/** Writes codes in blocks, column by column. */
final class BlocksWriter {

  private BlocksWriter() {}

  static void write(CheckedOutput out, CodeSource codes, int wordCount, AbortCheck abort)
      throws IOException {
    BlockLayout layout = new BlockLayout(wordCount, codes.count());
    long[] block = new long[wordCount * Math.min(CodeBlock.MAX_COUNT, codes.count() + 7)];
    long[] words = new long[wordCount];
    for (int b = 0; b < layout.blockCount(); b++) {
      int stride = layout.stride(b);
      int used = stride * wordCount;
      Arrays.fill(block, 0, used, 0);
      for (int i = 0; i < layout.count(b); i++) {
        codes.words(b * CodeBlock.MAX_COUNT + i, words);
        for (int word = 0; word < wordCount; word++) {
          block[word * stride + i] = words[word];
        }
        abort.step();
      }
      for (int i = 0; i < used; i++) {
        out.writeLong(block[i]);
      }
    }
  }
}
