package hashing.index;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32C;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.tests.util.LuceneTestCase;
import org.apache.lucene.util.BitUtil;

/** Damages files: whoever opens and reads them is told, and never gets a wrong answer. */
public class DamagedFilesTests extends LuceneTestCase {

  private static final int FOOTER_CHECKSUM_BITS = 32;

  /** Counts what became of damage. */
  private static final class Tally {
    int refused;
    int unchanged;
    int wrong;

    @Override
    public String toString() {
      return refused + " refused, " + unchanged + " without effect, " + wrong + " wrong";
    }
  }

  private static void judge(SegmentFiles segment, Directory dir, long right, Tally tally) {
    try {
      if (segment.answers(dir) == right) {
        tally.unchanged++;
      } else {
        tally.wrong++;
      }
    } catch (CorruptIndexException | IndexFormatTooNewException | IndexFormatTooOldException e) {
      tally.refused++;
    } catch (IOException e) {
      throw new AssertionError("damage shows as " + e, e);
    }
  }

  private static void flip(
      SegmentFiles segment, Directory dir, int file, int bit, long right, Tally tally)
      throws IOException {
    byte[] bytes = segment.files[file].clone();
    bytes[bit / 8] ^= (byte) (1 << (bit % 8));
    segment.put(dir, file, bytes);
    int passed = tally.unchanged;
    judge(segment, dir, right, tally);
    if (tally.unchanged > passed) {
      assertTrue("only a footer's checksum is not looked at", bit / 8 >= bytes.length - 4);
      try (BinaryCodesReader reader = segment.open(dir)) {
        expectThrows(CorruptIndexException.class, reader::checkIntegrity);
      }
    }
  }

  public void testEveryBitOfASmallSegment() throws Exception {
    SegmentFiles segment = new SegmentFiles(20, 24, random().nextLong());
    Tally tally = new Tally();
    try (Directory dir = new ByteBuffersDirectory()) {
      segment.putAll(dir);
      long right = segment.answers(dir);
      for (int file = 0; file < segment.files.length; file++) {
        for (int bit = 0; bit < segment.files[file].length * 8; bit++) {
          flip(segment, dir, file, bit, right, tally);
        }
        segment.put(dir, file, segment.files[file]);
      }
      assertEquals(right, segment.answers(dir));
    }
    System.out.println("every bit: " + tally);
    assertEquals(0, tally.wrong);
    assertEquals(3 * FOOTER_CHECKSUM_BITS, tally.unchanged);
    assertTrue(tally.refused > 10_000);
  }

  public void testSomeBitsOfALargerSegment() throws Exception {
    long seed = random().nextLong();
    Random random = new Random(seed);
    SegmentFiles segment = new SegmentFiles(3000, 128, seed);
    Tally tally = new Tally();
    try (Directory dir = random.nextBoolean() ? newFSDirectory() : new ByteBuffersDirectory()) {
      segment.putAll(dir);
      long right = segment.answers(dir);
      for (int i = 0; i < 400; i++) {
        int file = random.nextInt(segment.files.length);
        flip(segment, dir, file, random.nextInt(segment.files[file].length * 8), right, tally);
        segment.put(dir, file, segment.files[file]);
      }
    }
    System.out.println("larger segment, seed " + seed + ": " + tally);
    assertEquals(0, tally.wrong);
    assertTrue(tally.refused > 300);
  }

  private static Directory newFSDirectory() throws IOException {
    return new MMapDirectory(createTempDir());
  }

  public void testCutAndLongerFiles() throws Exception {
    SegmentFiles segment = new SegmentFiles(20, 24, random().nextLong());
    Tally tally = new Tally();
    try (Directory dir = new ByteBuffersDirectory()) {
      segment.putAll(dir);
      long right = segment.answers(dir);
      for (int file = 0; file < segment.files.length; file++) {
        for (int length = 0; length < segment.files[file].length; length++) {
          segment.put(dir, file, Arrays.copyOf(segment.files[file], length));
          judge(segment, dir, right, tally);
        }
        segment.put(dir, file, Arrays.copyOf(segment.files[file], segment.files[file].length + 1));
        judge(segment, dir, right, tally);
        segment.put(dir, file, new byte[segment.files[file].length]);
        judge(segment, dir, right, tally);
        segment.put(dir, file, segment.files[file]);
      }
    }
    assertEquals(0, tally.wrong);
    assertEquals(0, tally.unchanged);
  }

  public void testFilesOfAnotherSegment() throws Exception {
    SegmentFiles segment = new SegmentFiles(20, 24, 1);
    SegmentFiles twin = new SegmentFiles(20, 24, 1);
    Tally tally = new Tally();
    try (Directory dir = new ByteBuffersDirectory()) {
      segment.putAll(dir);
      long right = segment.answers(dir);
      for (int file = 0; file < segment.files.length; file++) {
        for (int other = 0; other < segment.files.length; other++) {
          segment.put(dir, file, twin.files[other]);
          judge(segment, dir, right, tally);
        }
        segment.put(dir, file, segment.files[file]);
      }
      for (int file = 0; file < segment.files.length; file++) {
        segment.put(dir, file, twin.files[file]);
      }
      judge(segment, dir, right, tally);
    }
    assertEquals(0, tally.wrong);
    assertEquals(0, tally.unchanged);
  }

  /** Meta fields with a right checksum: anything may be answered, but nothing else thrown. */
  public void testForgedMeta() throws Exception {
    long seed = random().nextLong();
    Random random = new Random(seed);
    SegmentFiles segment = new SegmentFiles(20, 24, seed);
    Tally tally = new Tally();
    try (Directory dir = new ByteBuffersDirectory()) {
      segment.putAll(dir);
      long right = segment.answers(dir);
      for (int i = 0; i < 5000; i++) {
        byte[] bytes = segment.files[0].clone();
        forge(bytes, 0, bytes.length - 16, random);
        segment.put(dir, 0, SegmentFiles.withChecksum(bytes));
        judge(segment, dir, right, tally);
      }
    }
    System.out.println("forged meta, seed " + seed + ": " + tally);
    assertTrue(tally.refused > 4000);
  }

  private static void forge(byte[] bytes, int from, int to, Random random) {
    int at = from + random.nextInt(to - from);
    if (random.nextBoolean() && at + 4 <= to) {
      int[] values = {-1, 0, 1, Integer.MAX_VALUE, Integer.MIN_VALUE, random.nextInt()};
      BitUtil.VH_LE_INT.set(bytes, at, values[random.nextInt(values.length)]);
    } else {
      bytes[at] = (byte) random.nextInt();
    }
  }

  /** Data with right checksums on its pages: numbers out of range are refused all the same. */
  public void testForgedData() throws Exception {
    long seed = random().nextLong();
    Random random = new Random(seed);
    SegmentFiles segment = new SegmentFiles(20, 24, seed);
    int[] pages = new int[segment.files.length];
    int at = segment.footer(0);
    for (int file = segment.files.length - 1; file > 0; file--) {
      int count = (segment.footer(file) + CheckedOutput.PAGE_SIZE - 1) / CheckedOutput.PAGE_SIZE;
      at -= Integer.BYTES * count;
      pages[file] = at;
      at -= Long.BYTES;
    }
    Tally tally = new Tally();
    try (Directory dir = new ByteBuffersDirectory()) {
      segment.putAll(dir);
      long right = segment.answers(dir);
      for (int i = 0; i < 5000; i++) {
        int file = 1 + random.nextInt(3);
        byte[] bytes = segment.files[file].clone();
        forge(bytes, 0, segment.footer(file), random);
        byte[] meta = segment.files[0].clone();
        for (int page = 0; page * CheckedOutput.PAGE_SIZE < segment.footer(file); page++) {
          int from = page * CheckedOutput.PAGE_SIZE;
          int to = Math.min(from + CheckedOutput.PAGE_SIZE, segment.footer(file));
          CRC32C crc = new CRC32C();
          crc.update(bytes, from, to - from);
          BitUtil.VH_LE_INT.set(meta, pages[file] + page * Integer.BYTES, (int) crc.getValue());
        }
        segment.put(dir, 0, SegmentFiles.withChecksum(meta));
        segment.put(dir, file, bytes);
        judge(segment, dir, right, tally);
        segment.put(dir, file, segment.files[file]);
      }
    }
    System.out.println("forged data, seed " + seed + ": " + tally);
    assertTrue(tally.refused > 1000);
    assertTrue(tally.wrong > 0);
  }
}
