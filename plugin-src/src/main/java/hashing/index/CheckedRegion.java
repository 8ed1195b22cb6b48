package hashing.index;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.IndexInput;
import org.apache.lucene.store.MemorySegmentAccessInput;
import org.apache.lucene.store.RandomAccessInput;

/**
 * A stretch of a data file, read by position. Each page is verified before the first byte of it is
 * handed out. Reads mapped memory where there is any, else through the directory. Thread-safe.
 */
final class CheckedRegion {

  static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** A power of two; an input has a buffer of some kilobytes. */
  private static final int STRIPES = 8;

  private final CheckedFile file;
  private final long offset;
  private final long length;
  private final MemorySegment mapped;

  /** One for each of so many threads, opened when needed; null if mapped. */
  private final RandomAccessInput[] heap;

  private CheckedRegion(
      CheckedFile file, long offset, long length, MemorySegment mapped, RandomAccessInput[] heap) {
    this.file = file;
    this.offset = offset;
    this.length = length;
    this.mapped = mapped;
    this.heap = heap;
  }

  /** Threads with numbers of one stripe take turns. */
  private RandomAccessInput heap() throws IOException {
    int stripe = (int) Thread.currentThread().threadId() & STRIPES - 1;
    synchronized (heap) {
      if (heap[stripe] == null) {
        heap[stripe] = file.input().randomAccessSlice(offset, length);
      }
      return heap[stripe];
    }
  }

  /** The {@code length} bytes at {@code offset}, which are checked to lie inside the file. */
  static CheckedRegion of(CheckedFile file, long offset, long length) throws IOException {
    IndexInput in = file.input();
    if (offset < 0
        || offset % BinaryCodesFormat.ALIGNMENT != 0
        || length < 0
        || length > file.end() - offset) {
      throw new CorruptIndexException(
          length + " bytes at " + offset + " do not fit a file of " + file.end(), in);
    }
    MemorySegment mapped =
        in instanceof MemorySegmentAccessInput segments && length > 0
            ? segments.segmentSliceOrNull(offset, length)
            : null;
    RandomAccessInput[] heap = mapped == null ? new RandomAccessInput[STRIPES] : null;
    return new CheckedRegion(file, offset, length, mapped, heap);
  }

  long length() {
    return length;
  }

  /** Reads and verifies all of it. */
  void warm(SegmentCodes.PageCheck check) throws IOException {
    file.warm(offset, length, check);
  }

  /** Has all of it verified anew when it is read next. */
  void forget() {
    file.forget(offset, length);
  }

  int getInt(long position) throws IOException {
    check(position, Integer.BYTES);
    if (mapped == null) {
      RandomAccessInput own = heap();
      synchronized (own) {
        return own.readInt(position);
      }
    }
    try {
      return mapped.get(INT, position);
    } catch (IllegalStateException e) {
      throw closed(e);
    }
  }

  long getLong(long position) throws IOException {
    check(position, Long.BYTES);
    if (mapped == null) {
      RandomAccessInput own = heap();
      synchronized (own) {
        return own.readLong(position);
      }
    }
    try {
      return mapped.get(LONG, position);
    } catch (IllegalStateException e) {
      throw closed(e);
    }
  }

  /**
   * The region's mapped memory, of which the named bytes were verified and others may not be read;
   * null if it is not mapped.
   */
  MemorySegment window(long position, long bytes) throws IOException {
    check(position, bytes);
    return mapped;
  }

  /** The region's mapped memory, null if there is none; only what was verified may be read. */
  MemorySegment mapped() {
    return mapped;
  }

  /** Makes sure that bytes are what was written, before they are read from {@link #mapped}. */
  void verify(long position, long bytes) throws IOException {
    check(position, bytes);
  }

  /** Copies bytes out. */
  void copy(long position, byte[] target, int bytes) throws IOException {
    check(position, bytes);
    if (mapped == null) {
      RandomAccessInput own = heap();
      synchronized (own) {
        own.readBytes(position, target, 0, bytes);
      }
      return;
    }
    try {
      MemorySegment.copy(mapped, ValueLayout.JAVA_BYTE, position, target, 0, bytes);
    } catch (IllegalStateException e) {
      throw closed(e);
    }
  }

  private void check(long position, long bytes) throws IOException {
    if (position < 0 || bytes < 1 || position > length - bytes) {
      throw new IndexOutOfBoundsException(
          bytes + " bytes at " + position + " of a region of " + length);
    }
    file.verify(offset + position, bytes);
  }

  /** Damage that checksums do not show: a number that cannot be right. */
  CorruptIndexException corrupt(String what, long found, long limit) {
    return new CorruptIndexException(
        what + " is " + found + ", must be 0 to " + (limit - 1), file.input());
  }

  /** What the mapped memory throws when the file was closed meanwhile. */
  AlreadyClosedException closed(IllegalStateException e) {
    return new AlreadyClosedException("Already closed: " + file.input(), e);
  }
}
