package hashing.index;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Objects;
import org.apache.lucene.util.ArrayUtil;
import org.apache.lucene.util.BitUtil;

/** A run of blocks of codes in a file. Thread-safe. */
final class CodeBlocks {

  private final CheckedRegion region;
  private final BlockLayout layout;
  private volatile int[] blockStarts;

  CodeBlocks(CheckedFile file, long offset, BlockLayout layout) throws IOException {
    this.layout = layout;
    region = CheckedRegion.of(file, offset, layout.length());
  }

  /** Columns of a block that was read. */
  int columnCount() {
    return halfWords() ? columns() : 2 * columns();
  }

  int blockCount() {
    return layout.blockCount();
  }

  long byteLength() {
    return region.length();
  }

  long word(int ordinal, int word) throws IOException {
    Objects.checkIndex(ordinal, layout.count());
    if (halfWords()) {
      int low = 2 * word + 1;
      return CodeWords.word(
          region.getInt(layout.position(ordinal, Objects.checkIndex(2 * word, columns()))),
          low < columns() ? region.getInt(layout.position(ordinal, low)) : 0);
    }
    return region.getLong(layout.position(ordinal, Objects.checkIndex(word, columns())));
  }

  private boolean halfWords() {
    return layout.columnBytes() == Integer.BYTES;
  }

  private int columns() {
    return layout.columnCount();
  }

  /** See {@link SegmentCodes#blockStarts}. */
  int[] blockStarts() throws IOException {
    int[] found = blockStarts;
    if (found == null && layout.count() > 0) {
      // Two threads may both read them; either result serves.
      found = new int[blockCount() + 1];
      for (int block = 0; block < blockCount(); block++) {
        found[block] = (int) (word(block * CodeBlock.MAX_COUNT, 0) >>> Integer.SIZE);
      }
      found[blockCount()] = (int) (word(layout.count() - 1, 0) >>> Integer.SIZE);
      blockStarts = found;
    }
    return found;
  }

  /** See {@link SegmentCodes#distances}. */
  void distances(long[] query, int[] ordinals, int count, int cut, int[] distances)
      throws IOException {
    MemorySegment mapped = region.mapped();
    if (mapped == null || !halfWords()) {
      for (int i = 0; i < count; i++) {
        distances[i] = distance(query, 0, query.length, ordinals[i], cut);
      }
      return;
    }
    verify(ordinals, count);
    try {
      // Two columns at a time: what lies between two reads is little, so that cache misses overlap.
      for (int c = 0; c < columns(); c += 2) {
        boolean two = c + 1 < columns();
        int high = CodeWords.column(query, c);
        int low = two ? CodeWords.column(query, c + 1) : 0;
        for (int i = 0; i < count; i++) {
          int before = c == 0 ? 0 : distances[i];
          if (before <= cut) {
            int own =
                Integer.bitCount(
                    high ^ mapped.get(CheckedRegion.INT, layout.position(ordinals[i], c)));
            if (two) {
              own +=
                  Integer.bitCount(
                      low ^ mapped.get(CheckedRegion.INT, layout.position(ordinals[i], c + 1)));
            }
            distances[i] = before + own;
          }
        }
      }
    } catch (IllegalStateException e) {
      throw region.closed(e);
    }
  }

  /** Makes sure of the blocks that codes lie in, whose columns are spread over all of a block. */
  private void verify(int[] ordinals, int count) throws IOException {
    int last = -1;
    for (int i = 0; i < count; i++) {
      int block = Objects.checkIndex(ordinals[i], layout.count()) / CodeBlock.MAX_COUNT;
      if (block != last) {
        region.verify(layout.offset(block), layout.byteLength(block));
        last = block;
      }
    }
  }

  /** See {@link SegmentCodes#distances}; {@code wordCount} words of a query lie together. */
  void distances(
      long[] queries,
      int wordCount,
      int[] owners,
      int[] ordinals,
      int count,
      int[] cuts,
      int[] distances)
      throws IOException {
    MemorySegment mapped = region.mapped();
    if (mapped == null || !halfWords()) {
      for (int i = 0; i < count; i++) {
        int owner = owners[i];
        distances[i] = distance(queries, owner * wordCount, wordCount, ordinals[i], cuts[owner]);
      }
      return;
    }
    verify(ordinals, count);
    try {
      for (int c = 0; c < columns(); c += 2) {
        boolean two = c + 1 < columns();
        for (int i = 0; i < count; i++) {
          int before = c == 0 ? 0 : distances[i];
          if (before <= cuts[owners[i]]) {
            long query = queries[owners[i] * wordCount + c / 2];
            int high = mapped.get(CheckedRegion.INT, layout.position(ordinals[i], c));
            int own = Integer.bitCount((int) (query >>> Integer.SIZE) ^ high);
            if (two) {
              int low = mapped.get(CheckedRegion.INT, layout.position(ordinals[i], c + 1));
              own += Integer.bitCount((int) query ^ low);
            }
            distances[i] = before + own;
          }
        }
      }
    } catch (IllegalStateException e) {
      throw region.closed(e);
    }
  }

  private int distance(long[] queries, int from, int wordCount, int ordinal, int cut)
      throws IOException {
    int distance = 0;
    for (int w = 0; w < wordCount && distance <= cut; w++) {
      distance += Long.bitCount(queries[from + w] ^ word(ordinal, w));
    }
    return distance;
  }

  void read(int block, CodeBlock target) throws IOException {
    Objects.checkIndex(block, layout.blockCount());
    target.count = layout.count(block);
    target.firstOrdinal = block * CodeBlock.MAX_COUNT;
    if (halfWords()) {
      readHalfWords(block, target);
    } else {
      readWords(block, target);
    }
  }

  /** See {@link SegmentCodes#readRun}. */
  void read(int from, int to, CodeRun target) throws IOException {
    Objects.checkFromToIndex(from, to, layout.blockCount());
    int full = Math.min(to, layout.count() / CodeBlock.MAX_COUNT) - from;
    int blocks = Math.min(full, CodeRun.MOST_BLOCKS);
    target.blocks = 0;
    if (halfWords() && blocks > 0) {
      int step = layout.byteLength(from);
      MemorySegment window = region.window(layout.offset(from), (long) blocks * step);
      if (window != null) {
        target.segment = window;
        target.offset = layout.offset(from);
        target.step = step;
        target.stride = layout.stride(from);
        target.blocks = blocks;
      }
    }
  }

  private void readHalfWords(int block, CodeBlock target) throws IOException {
    long position = layout.offset(block);
    int bytes = layout.byteLength(block);
    MemorySegment window = region.window(position, bytes);
    if (window == null) {
      target.heap = ArrayUtil.growNoCopy(target.heap, bytes);
      region.copy(position, target.heap, bytes);
      target.segment = MemorySegment.ofArray(target.heap);
      target.offset = 0;
    } else {
      target.segment = window;
      target.offset = position;
    }
    target.stride = layout.stride(block);
    target.columnCount = columnCount();
  }

  /** Brings a block of the first version into the shape of today. */
  private void readWords(int block, CodeBlock target) throws IOException {
    BlockLayout today = new BlockLayout(columnCount(), Integer.BYTES, layout.count());
    int stride = today.stride(block);
    int bytes = layout.byteLength(block);
    int columnBytes = stride * Integer.BYTES;
    byte[] words = new byte[bytes];
    region.copy(layout.offset(block), words, bytes);
    target.heap = ArrayUtil.growNoCopy(target.heap, today.byteLength(block));
    Arrays.fill(target.heap, (byte) 0);
    for (int column = 0; column < columns(); column++) {
      for (int i = 0; i < target.count; i++) {
        int from = (column * layout.stride(block) + i) * Long.BYTES;
        long word = (long) BitUtil.VH_LE_LONG.get(words, from);
        int to = 2 * column * columnBytes + i * Integer.BYTES;
        BitUtil.VH_LE_INT.set(target.heap, to, (int) (word >>> Integer.SIZE));
        BitUtil.VH_LE_INT.set(target.heap, to + columnBytes, (int) word);
      }
    }
    target.segment = MemorySegment.ofArray(target.heap);
    target.offset = 0;
    target.stride = stride;
    target.columnCount = columnCount();
  }
}
