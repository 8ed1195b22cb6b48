package hashing.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.apache.lucene.util.ArrayUtil;
import org.apache.lucene.util.MSBRadixSorter;
import org.apache.lucene.util.RamUsageEstimator;

/** Codes in memory with the document of each, in order of arrival. Not thread-safe. */
final class CodeBuffer {

  private static final int TARGET_BLOCK_SIZE = 1 << 15;

  private final int byteLength;
  private final int rowShift;
  private byte[][] blocks = new byte[1][];
  private int[] docIds = new int[16];
  private int count;
  private long blockBytes;

  CodeBuffer(int byteLength) {
    this.byteLength = byteLength;
    rowShift = 31 - Integer.numberOfLeadingZeros(TARGET_BLOCK_SIZE / byteLength);
  }

  void add(int docId, byte[] code) {
    int block = count >>> rowShift;
    if (block == blocks.length) {
      blocks = ArrayUtil.grow(blocks, block + 1);
    }
    int from = (count & ((1 << rowShift) - 1)) * byteLength;
    if (blocks[block] == null) {
      blocks[block] = new byte[block == 0 ? 8 * byteLength : byteLength << rowShift];
      blockBytes += blocks[block].length;
    } else if (from == blocks[block].length) {
      // Only the first block grows: many fields of small segments have no more.
      blocks[block] = Arrays.copyOf(blocks[block], 2 * from);
      blockBytes += from;
    }
    System.arraycopy(code, 0, blocks[block], from, byteLength);
    docIds = ArrayUtil.grow(docIds, count + 1);
    docIds[count++] = docId;
  }

  int count() {
    return count;
  }

  int docId(int row) {
    return docIds[row];
  }

  long ramBytesUsed() {
    return blockBytes
        + (long) blocks.length * RamUsageEstimator.NUM_BYTES_OBJECT_REF
        + RamUsageEstimator.sizeOf(docIds);
  }

  private int byteAt(int row, int index) {
    int from = (row & ((1 << rowShift) - 1)) * byteLength;
    return blocks[row >>> rowShift][from + index] & 0xFF;
  }

  private boolean equal(int a, int b) {
    int mask = (1 << rowShift) - 1;
    int fromA = (a & mask) * byteLength;
    int fromB = (b & mask) * byteLength;
    return Arrays.equals(
        blocks[a >>> rowShift],
        fromA,
        fromA + byteLength,
        blocks[b >>> rowShift],
        fromB,
        fromB + byteLength);
  }

  void words(int row, long[] target) {
    int from = (row & ((1 << rowShift) - 1)) * byteLength;
    CodeWords.words(blocks[row >>> rowShift], from, byteLength, target);
  }

  /** Sorts what was added. */
  Sorted sort(AbortCheck abort) throws IOException {
    int[] rows = new int[count];
    for (int i = 0; i < count; i++) {
      rows[i] = i;
    }
    try {
      new MSBRadixSorter(byteLength) {
        @Override
        protected int byteAt(int i, int k) {
          return CodeBuffer.this.byteAt(rows[i], k);
        }

        @Override
        protected void swap(int i, int j) {
          try {
            abort.step();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          int row = rows[i];
          rows[i] = rows[j];
          rows[j] = row;
        }
      }.sort(0, count);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    int[] firstRows = new int[count + 1];
    int distinct = 0;
    for (int i = 0; i < count; i++) {
      if (i == 0 || !equal(rows[i - 1], rows[i])) {
        firstRows[distinct++] = i;
      }
    }
    firstRows[distinct] = count;
    return new Sorted(rows, firstRows, distinct);
  }

  /** The distinct codes of a buffer, ascending. */
  final class Sorted implements CodeSource {
    private final int[] rows;
    private final int[] firstRows;
    private final int distinct;

    private Sorted(int[] rows, int[] firstRows, int distinct) {
      this.rows = rows;
      this.firstRows = firstRows;
      this.distinct = distinct;
    }

    @Override
    public int count() {
      return distinct;
    }

    @Override
    public void words(int ordinal, long[] target) {
      CodeBuffer.this.words(rows[firstRows[ordinal]], target);
    }

    /** Index of an ordinal's first document; the last one's end at {@link CodeBuffer#count}. */
    int first(int ordinal) {
      return firstRows[ordinal];
    }

    /** A document, in order of ordinals. */
    int docId(int index) {
      return docIds[rows[index]];
    }
  }
}
