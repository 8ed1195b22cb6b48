package hashing.index;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import org.apache.lucene.util.ArrayUtil;

/** A run of blocks of codes in a file. Thread-safe. */
final class CodeBlocks {

  private final CheckedRegion region;
  private final BlockLayout layout;

  CodeBlocks(CheckedFile file, long offset, BlockLayout layout) throws IOException {
    this.layout = layout;
    region = CheckedRegion.of(file, offset, layout.length());
  }

  int blockCount() {
    return layout.blockCount();
  }

  long byteLength() {
    return region.length();
  }

  long word(int ordinal, int word) throws IOException {
    Objects.checkIndex(ordinal, layout.count());
    Objects.checkIndex(word, layout.wordCount());
    return region.getLong(layout.wordOffset(ordinal, word));
  }

  /** See {@link SegmentCodes#distances}. */
  void distances(long[] query, int[] ordinals, int count, int cut, int[] distances)
      throws IOException {
    try {
      MemorySegment mapped = region.mapped();
      // Word by word: what lies between two reads is little, so that cache misses overlap.
      for (int w = 0; w < query.length; w++) {
        for (int i = 0; i < count; i++) {
          int before = w == 0 ? 0 : distances[i];
          if (before <= cut) {
            long at = layout.wordOffset(Objects.checkIndex(ordinals[i], layout.count()), w);
            region.verify(at, Long.BYTES);
            long word = mapped == null ? region.getLong(at) : mapped.get(CheckedRegion.LONG, at);
            distances[i] = before + Long.bitCount(query[w] ^ word);
          }
        }
      }
    } catch (IllegalStateException e) {
      throw region.closed(e);
    }
  }

  void read(int block, CodeBlock target) throws IOException {
    Objects.checkIndex(block, layout.blockCount());
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
    target.count = layout.count(block);
    target.firstOrdinal = block * CodeBlock.MAX_COUNT;
  }
}
