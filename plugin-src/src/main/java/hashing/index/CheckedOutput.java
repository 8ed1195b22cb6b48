package hashing.index;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.apache.lucene.codecs.CodecUtil;
import org.apache.lucene.index.IndexFileNames;
import org.apache.lucene.index.SegmentWriteState;
import org.apache.lucene.store.DataOutput;
import org.apache.lucene.store.IndexOutput;
import org.apache.lucene.util.ArrayUtil;
import org.apache.lucene.util.BitUtil;

/** Writes a data file with its header and footer and takes down the checksums of its pages. */
final class CheckedOutput extends DataOutput implements Closeable {

  /** Bytes of a page. */
  static final int PAGE_SIZE = 16384;

  private final IndexOutput out;
  private final byte[] page = new byte[PAGE_SIZE];
  private final CRC32C crc = new CRC32C();
  private int fill;
  private int[] checksums = new int[4];
  private int pageCount;

  CheckedOutput(SegmentWriteState state, String extension, String codecName) throws IOException {
    String name =
        IndexFileNames.segmentFileName(state.segmentInfo.name, state.segmentSuffix, extension);
    out = state.directory.createOutput(name, state.context);
    boolean success = false;
    try {
      CodecUtil.writeIndexHeader(
          this,
          codecName,
          BinaryCodesFormat.VERSION_CURRENT,
          state.segmentInfo.getId(),
          state.segmentSuffix);
      success = true;
    } finally {
      if (!success) {
        close();
      }
    }
  }

  @Override
  public void writeByte(byte b) throws IOException {
    if (fill == PAGE_SIZE) {
      endPage();
    }
    page[fill++] = b;
  }

  @Override
  public void writeBytes(byte[] bytes, int offset, int length) throws IOException {
    for (int done = 0; done < length; ) {
      if (fill == PAGE_SIZE) {
        endPage();
      }
      int part = Math.min(length - done, PAGE_SIZE - fill);
      System.arraycopy(bytes, offset + done, page, fill, part);
      fill += part;
      done += part;
    }
  }

  @Override
  public void writeInt(int value) throws IOException {
    if (fill > PAGE_SIZE - Integer.BYTES) {
      super.writeInt(value);
      return;
    }
    BitUtil.VH_LE_INT.set(page, fill, value);
    fill += Integer.BYTES;
  }

  @Override
  public void writeLong(long value) throws IOException {
    if (fill > PAGE_SIZE - Long.BYTES) {
      super.writeLong(value);
      return;
    }
    BitUtil.VH_LE_LONG.set(page, fill, value);
    fill += Long.BYTES;
  }

  /** Writes zeros up to an aligned place and returns it. */
  long align() throws IOException {
    while (fill % BinaryCodesFormat.ALIGNMENT != 0) {
      writeByte((byte) 0);
    }
    return (long) pageCount * PAGE_SIZE + fill;
  }

  private void endPage() throws IOException {
    crc.reset();
    crc.update(page, 0, fill);
    checksums = ArrayUtil.grow(checksums, pageCount + 1);
    checksums[pageCount++] = (int) crc.getValue();
    out.writeBytes(page, 0, fill);
    fill = 0;
  }

  /** Writes the footer, and to {@code meta} the file's length and the checksums of its pages. */
  void finish(DataOutput meta) throws IOException {
    if (fill > 0) {
      endPage();
    }
    CodecUtil.writeFooter(out);
    meta.writeLong(out.getFilePointer());
    for (int checksum : Arrays.copyOf(checksums, pageCount)) {
      meta.writeInt(checksum);
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
