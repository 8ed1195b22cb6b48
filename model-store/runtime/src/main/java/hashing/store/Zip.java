package hashing.store;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * The layout of the zip files that a package may be, strict and small.
 *
 * <p>Entries lie one behind the other from the first byte to the central directory, in its order,
 * without a gap, so that none can overlap or hide; the end record is the file's last 22 bytes.
 * Method stored or deflated, sizes in front of the data, no encryption, no zip64, no comment, no
 * links or folders. That is what {@link PackageWriter} and common zip tools write to a file. Extra
 * fields behind names are not looked at.
 */
final class Zip {

  static final int STORED = 0;
  static final int DEFLATED = 8;
  static final int LOCAL = 0x04034b50;
  static final int CENTRAL = 0x02014b50;
  static final int END = 0x06054b50;
  static final int LOCAL_LENGTH = 30;
  static final int CENTRAL_LENGTH = 46;
  static final int END_LENGTH = 22;

  /** General purpose flag for names in UTF-8, the only one that changes nothing for us. */
  private static final int FLAG_UTF8 = 1 << 11;

  /** Deflate's effort, in which a reader has no interest. */
  private static final int FLAG_EFFORT = 6;

  /** {@code S_IFREG}, shifted. */
  private static final int UNIX_FILE = 8;

  private static final int DOS_FOLDER = 0x10;

  private static final String RECORDS_ALLOWED =
      ", allowed is a whole one for each entry that the zip file's end counts";

  private Zip() {}

  /**
   * Where an entry's data lie.
   *
   * @param size as declared: a claim until the data were read
   */
  record Entry(String name, int method, int start, int compressedSize, int size, int crc) {}

  /** Walks the whole directory; {@code maxEntries} bounds it. */
  static List<Entry> entries(byte[] zip, int maxEntries) {
    ByteBuffer bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
    int end = zip.length - END_LENGTH;
    if (end < 0 || bytes.getInt(end) != END) {
      throw new IllegalArgumentException(
          "found no end of a zip file, allowed is one whole zip file without comment");
    }
    int count = bytes.getShort(end + 10) & 0xFFFF;
    if (bytes.getInt(end + 4) != 0 || (bytes.getShort(end + 8) & 0xFFFF) != count) {
      throw new IllegalArgumentException("found a zip file in parts, allowed is one");
    }
    if (count > maxEntries) {
      throw new IllegalArgumentException("found " + count + " entries, allowed are " + maxEntries);
    }
    int directory = bytes.getInt(end + 16);
    if (directory < 0
        || directory > end
        || bytes.getInt(end + 12) != end - directory
        || bytes.getShort(end + 20) != 0) {
      throw new IllegalArgumentException(
          "found a directory that does not end where the zip file ends, or a comment, allowed is one"
              + " whole zip file without comment");
    }
    List<Entry> entries = new ArrayList<>();
    int central = directory;
    int local = 0;
    for (int i = 0; i < count; i++) {
      int length = centralLength(bytes, central, end, i);
      Entry entry = entry(bytes, central, local, directory);
      entries.add(entry);
      local = entry.start() + entry.compressedSize();
      central += length;
    }
    if (central != end || local != directory) {
      throw new IllegalArgumentException(
          "found bytes that belong to no entry, allowed are entries one behind the other");
    }
    return entries;
  }

  private static int centralLength(ByteBuffer bytes, int at, int end, int number) {
    if (at > end - CENTRAL_LENGTH || bytes.getInt(at) != CENTRAL) {
      throw new IllegalArgumentException(
          "found no directory record of entry " + number + RECORDS_ALLOWED);
    }
    int length =
        CENTRAL_LENGTH
            + (bytes.getShort(at + 28) & 0xFFFF)
            + (bytes.getShort(at + 30) & 0xFFFF)
            + (bytes.getShort(at + 32) & 0xFFFF);
    if (length > end - at) {
      throw new IllegalArgumentException(
          "found a cut directory record of entry " + number + RECORDS_ALLOWED);
    }
    return length;
  }

  private static Entry entry(ByteBuffer bytes, int central, int local, int limit) {
    int nameLength = bytes.getShort(central + 28) & 0xFFFF;
    byte[] nameBytes = new byte[nameLength];
    bytes.get(central + CENTRAL_LENGTH, nameBytes);
    String name = new String(nameBytes, StandardCharsets.UTF_8);
    int flags = bytes.getShort(central + 8) & 0xFFFF;
    int method = bytes.getShort(central + 10) & 0xFFFF;
    int crc = bytes.getInt(central + 16);
    int compressedSize = bytes.getInt(central + 20);
    int size = bytes.getInt(central + 24);
    String where = "entry " + Words.quote(name) + ": ";
    if ((flags & ~(FLAG_UTF8 | FLAG_EFFORT)) != 0 || (method != STORED && method != DEFLATED)) {
      throw new IllegalArgumentException(
          where
              + "found flags "
              + Integer.toHexString(flags)
              + " and method "
              + method
              + ", allowed are stored (0) and deflated (8) data behind their sizes, not encrypted");
    }
    checkFile(where, bytes.getInt(central + 38));
    if (bytes.getInt(central + 42) != local
        || local > limit - LOCAL_LENGTH
        || bytes.getInt(local) != LOCAL) {
      throw new IllegalArgumentException(
          where + "found elsewhere, allowed is right behind the one before");
    }
    boolean same =
        (bytes.getShort(local + 6) & 0xFFFF) == flags
            && (bytes.getShort(local + 8) & 0xFFFF) == method
            && bytes.getInt(local + 14) == crc
            && bytes.getInt(local + 18) == compressedSize
            && bytes.getInt(local + 22) == size
            && (bytes.getShort(local + 26) & 0xFFFF) == nameLength;
    int start = local + LOCAL_LENGTH + nameLength + (bytes.getShort(local + 28) & 0xFFFF);
    if (!same
        || start > limit
        || !bytes
            .slice(local + LOCAL_LENGTH, nameLength)
            .equals(bytes.slice(central + CENTRAL_LENGTH, nameLength))) {
      throw new IllegalArgumentException(
          where + "found two headers that differ, allowed are equal ones");
    }
    if (compressedSize < 0 || compressedSize > limit - start || size < 0) {
      throw new IllegalArgumentException(
          where + "found more bytes declared than there are, allowed are those of the zip file");
    }
    return new Entry(name, method, start, compressedSize, size, crc);
  }

  /**
   * Refuses an entry that whoever unpacks it would make a link, a folder or a device of.
   *
   * @param attributes those of the file system: of Unix in the upper half, with the type in its
   *     upper 4 bits, of DOS in the lower
   */
  private static void checkFile(String where, int attributes) {
    int type = attributes >>> 28;
    if ((type != 0 && type != UNIX_FILE) || (attributes & DOS_FOLDER) != 0) {
      throw new IllegalArgumentException(
          where
              + "found attributes "
              + Integer.toHexString(attributes)
              + " of a link, a folder or a device, allowed are those of a file");
    }
  }

  static int crc(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return (int) crc.getValue();
  }
}
