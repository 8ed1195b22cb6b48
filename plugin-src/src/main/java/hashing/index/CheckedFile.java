package hashing.index;

import static hashing.index.CheckedOutput.PAGE_SIZE;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.util.zip.CRC32C;
import org.apache.lucene.codecs.CodecUtil;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.IndexFileNames;
import org.apache.lucene.index.SegmentReadState;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexInput;

/**
 * A data file that is open for reading: knows the checksums of its pages and which were verified.
 * Thread-safe.
 */
final class CheckedFile implements Closeable {

  private final IndexInput in;
  private final int[] checksums;

  /** 1 where a page was verified. Threads may verify a page twice; they cannot forget one. */
  private final byte[] verified;

  /** Where the footer begins. */
  private final long end;

  private int version;

  private CheckedFile(IndexInput in, long end, int[] checksums) {
    this.in = in;
    this.end = end;
    this.checksums = checksums;
    this.verified = new byte[checksums.length];
  }

  /** Opens the file, whose length and checksums come next in {@code meta}. */
  static CheckedFile open(
      SegmentReadState state,
      String extension,
      String codecName,
      IOContext context,
      IndexInput meta)
      throws IOException {
    String name =
        IndexFileNames.segmentFileName(state.segmentInfo.name, state.segmentSuffix, extension);
    long length = meta.readLong();
    IndexInput in = state.directory.openInput(name, context);
    boolean success = false;
    try {
      if (length != in.length()) {
        throw new CorruptIndexException(
            "file is " + in.length() + " bytes long, its meta file says " + length, in);
      }
      CodecUtil.retrieveChecksum(in);
      long end = length - CodecUtil.footerLength();
      long pages = (end + PAGE_SIZE - 1) / PAGE_SIZE;
      if (pages < 1 || pages > (meta.length() - meta.getFilePointer()) / Integer.BYTES) {
        throw new CorruptIndexException(
            "file of " + pages + " pages, more than its meta file has checksums", in);
      }
      int[] checksums = new int[(int) pages];
      meta.readInts(checksums, 0, checksums.length);
      CheckedFile file = new CheckedFile(in, end, checksums);
      file.verifyPage(0);
      file.version = checkHeader(in, state, codecName);
      success = true;
      return file;
    } finally {
      if (!success) {
        in.close();
      }
    }
  }

  /** Checks a header and returns its version. */
  static int checkHeader(IndexInput in, SegmentReadState state, String codecName)
      throws IOException {
    try {
      // Lucene believes the name's length; a name of ours has less than 128 bytes.
      in.seek(Integer.BYTES);
      if (in.readByte() != codecName.length()) {
        throw new CorruptIndexException("header does not name " + codecName, in);
      }
      in.seek(0);
      return CodecUtil.checkIndexHeader(
          in,
          codecName,
          BinaryCodesFormat.VERSION_START,
          BinaryCodesFormat.VERSION_CURRENT,
          state.segmentInfo.getId(),
          state.segmentSuffix);
    } catch (EOFException e) {
      throw new CorruptIndexException("header is cut", in, e);
    }
  }

  /** Of the format that it was written in. */
  int version() {
    return version;
  }

  IndexInput input() {
    return in;
  }

  /** Where the footer begins. */
  long end() {
    return end;
  }

  /** Makes sure that the bytes from {@code position} on are what was written. */
  void verify(long position, long length) throws IOException {
    int last = (int) ((position + length - 1) / PAGE_SIZE);
    for (int page = (int) (position / PAGE_SIZE); page <= last; page++) {
      if (verified[page] == 0) {
        verifyPage(page);
      }
    }
  }

  /** Reads and verifies every page from {@code position} on, also those verified before. */
  void warm(long position, long length, SegmentCodes.PageCheck check) throws IOException {
    int last = (int) ((position + length - 1) / PAGE_SIZE);
    for (int page = (int) (position / PAGE_SIZE); length > 0 && page <= last; page++) {
      check.run();
      verified[page] = 0; // where it is damaged, searches shall find that too
      verifyPage(page);
    }
  }

  /** Has the pages from {@code position} on verified anew when they are read next. */
  void forget(long position, long length) {
    int last = (int) ((position + length - 1) / PAGE_SIZE);
    for (int page = (int) (position / PAGE_SIZE); length > 0 && page <= last; page++) {
      verified[page] = 0;
    }
  }

  private void verifyPage(int page) throws IOException {
    long start = (long) page * PAGE_SIZE;
    byte[] bytes = new byte[(int) Math.min(PAGE_SIZE, end - start)];
    IndexInput clone = in.clone();
    clone.seek(start);
    clone.readBytes(bytes, 0, bytes.length);
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, bytes.length);
    if ((int) crc.getValue() != checksums[page]) {
      throw new CorruptIndexException(
          "checksum failed in bytes " + start + " to " + (start + bytes.length - 1), in);
    }
    verified[page] = 1;
  }

  /** Verifies the whole file. */
  void checkIntegrity() throws IOException {
    CodecUtil.checksumEntireFile(in);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
