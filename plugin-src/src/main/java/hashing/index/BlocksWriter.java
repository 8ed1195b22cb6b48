package hashing.index;

import java.io.IOException;
import java.util.Arrays;

/** Writes codes in blocks, column by column. */
final class BlocksWriter {

  private BlocksWriter() {}

  static void write(CheckedOutput out, CodeSource codes, int byteLength, AbortCheck abort)
      throws IOException {
    BlockLayout layout =
        BlockLayout.of(BinaryCodesFormat.VERSION_CURRENT, byteLength, codes.count());
    int columns = layout.columnCount();
    int[] block = new int[layout.blockCount() == 0 ? 0 : columns * layout.stride(0)];
    long[] words = new long[CodeWords.wordCount(byteLength)];
    for (int b = 0; b < layout.blockCount(); b++) {
      int stride = layout.stride(b);
      int used = stride * columns;
      Arrays.fill(block, 0, used, 0);
      for (int i = 0; i < layout.count(b); i++) {
        codes.words(b * CodeBlock.MAX_COUNT + i, words);
        for (int column = 0; column < columns; column++) {
          block[column * stride + i] = CodeWords.column(words, column);
        }
        abort.step();
      }
      for (int i = 0; i < used; i++) {
        out.writeInt(block[i]);
      }
    }
  }
}
