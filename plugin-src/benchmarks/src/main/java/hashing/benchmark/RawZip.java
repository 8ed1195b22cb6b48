package hashing.benchmark;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * A zip file whose headers say whatever they are told, true or not: entries twice, sizes of their
 * own, links, data that several entries share. Not thread-safe.
 *
 * <p>Layout: PKWARE, APPNOTE.TXT, ".ZIP File Format Specification", 6.3.10, sections 4.3 and 4.4.
 */
final class RawZip {

  private static final int LOCAL = 0x04034b50;
  private static final int CENTRAL = 0x02014b50;
  private static final int END = 0x06054b50;

  /** What one header says of an entry. */
  static final class Header {
    byte[] name;
    int flags;
    int method;
    int crc;
    int compressedSize;
    int size;
    byte[] extra = {};

    private Header copy() {
      Header copy = new Header();
      copy.name = name;
      copy.flags = flags;
      copy.method = method;
      copy.crc = crc;
      copy.compressedSize = compressedSize;
      copy.size = size;
      copy.extra = extra;
      return copy;
    }
  }

  /** An entry: its data, and what the header in front of them and that of the directory say. */
  static final class Entry {
    Header local;
    Header central;
    final byte[] data;

    /** What the directory says of the file system: symbolic link, folder, device. */
    int external;

    /** Added to where the directory says that the entry lies. */
    int offset;

    /** The entry whose data this one has as well; null where it has its own. */
    Entry shared;

    /** Whether the directory has it. */
    boolean listed = true;

    private int at;

    private Entry(Header header, byte[] data) {
      local = header;
      central = header.copy();
      this.data = data;
    }

    /** Another of the same. */
    Entry copy() {
      Entry copy = new Entry(local.copy(), data);
      copy.central = central.copy();
      return copy;
    }

    /** Makes both headers say the same again. */
    void agree() {
      central = local.copy();
    }
  }

  final List<Entry> entries = new ArrayList<>();

  /** Bytes in front of the first entry, behind the last, and behind the end. */
  byte[] before = {};

  byte[] between = {};
  byte[] behind = {};
  byte[] comment = {};

  /** Added to the number of entries that the end says. */
  int more;

  /** The entries of a package, stored. */
  static RawZip of(LoosePackage loose) {
    RawZip zip = new RawZip();
    for (Map.Entry<String, byte[]> entry : loose.entries().entrySet()) {
      zip.entries.add(stored(entry.getKey(), entry.getValue()));
    }
    return zip;
  }

  /** An honest entry, not compressed. */
  static Entry stored(String name, byte[] content) {
    CRC32 crc = new CRC32();
    crc.update(content);
    return entry(name, 0, content, content.length, (int) crc.getValue());
  }

  /**
   * An entry.
   *
   * @param method 0 for stored, 8 for deflated
   * @param size that it says its content has
   */
  static Entry entry(String name, int method, byte[] data, int size, int crc) {
    Header header = new Header();
    header.name = name.getBytes(StandardCharsets.UTF_8);
    header.method = method;
    header.crc = crc;
    header.compressedSize = data.length;
    header.size = size;
    return new Entry(header, data);
  }

  /** Where an entry of that name is, the number of entries where there is none. */
  int indexOf(String name) {
    byte[] wanted = name.getBytes(StandardCharsets.UTF_8);
    int at = 0;
    while (at < entries.size() && !Arrays.equals(entries.get(at).local.name, wanted)) {
      at++;
    }
    return at;
  }

  /** Puts an entry in the place of the one with its name, or behind all. */
  void put(Entry entry) {
    int at = indexOf(new String(entry.local.name, StandardCharsets.UTF_8));
    if (at < entries.size()) {
      entries.set(at, entry);
    } else {
      entries.add(entry);
    }
  }

  byte[] bytes() {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ByteArrayOutputStream directory = new ByteArrayOutputStream();
    file.writeBytes(before);
    int listed = 0;
    for (Entry entry : entries) {
      if (entry.shared == null) {
        entry.at = file.size();
        file.writeBytes(record(LOCAL, entry.local, 30));
        file.writeBytes(entry.local.name);
        file.writeBytes(entry.local.extra);
        file.writeBytes(entry.data);
      }
      if (entry.listed) {
        listed++;
        ByteBuffer record =
            ByteBuffer.wrap(record(CENTRAL, entry.central, 46)).order(ByteOrder.LITTLE_ENDIAN);
        record.putInt(38, entry.external);
        record.putInt(42, (entry.shared == null ? entry.at : entry.shared.at) + entry.offset);
        directory.writeBytes(record.array());
        directory.writeBytes(entry.central.name);
        directory.writeBytes(entry.central.extra);
      }
    }
    file.writeBytes(between);
    ByteBuffer end = ByteBuffer.allocate(22).order(ByteOrder.LITTLE_ENDIAN);
    end.putInt(END).putInt(0);
    end.putShort((short) (listed + more)).putShort((short) (listed + more));
    end.putInt(directory.size()).putInt(file.size()).putShort((short) comment.length);
    file.writeBytes(directory.toByteArray());
    file.writeBytes(end.array());
    file.writeBytes(comment);
    file.writeBytes(behind);
    return file.toByteArray();
  }

  private static byte[] record(int signature, Header header, int length) {
    ByteBuffer record = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    record.putInt(signature);
    if (signature == CENTRAL) {
      record.putShort((short) (3 << 8 | 20)); // made on Unix
    }
    record.putShort((short) 20).putShort((short) header.flags).putShort((short) header.method);
    record.putInt((1 << 5 | 1) << 16).putInt(header.crc);
    record.putInt(header.compressedSize).putInt(header.size);
    record.putShort((short) header.name.length).putShort((short) header.extra.length);
    return record.array();
  }
}
