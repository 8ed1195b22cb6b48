package hashing.store;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes a package: the same model gives the same bytes, on any machine. Entries are stored and not
 * compressed, as trained weights hardly compress and compressors differ between versions; their
 * time is 1980-01-01. Stateless.
 */
public final class PackageWriter {

  /** Zip 2.0. */
  private static final short VERSION = 20;

  /** 1980-01-01, the first day that a zip file knows, at midnight. */
  private static final int TIME = (1 << 5 | 1) << 16;

  private PackageWriter() {}

  /** The package's bytes, which {@link PackageReader} reads back to an equal model. */
  public static byte[] write(ModelPackage model) {
    ByteArrayOutputStream entries = new ByteArrayOutputStream();
    ByteArrayOutputStream directory = new ByteArrayOutputStream();
    add(entries, directory, ManifestJson.FILE_NAME, manifest(model));
    model.entries().forEach((entry, bytes) -> add(entries, directory, entry.fileName(), bytes));
    ByteBuffer end = ByteBuffer.allocate(Zip.END_LENGTH).order(ByteOrder.LITTLE_ENDIAN);
    end.putInt(Zip.END).putInt(0);
    short count = (short) (1 + model.entries().size());
    end.putShort(count).putShort(count);
    end.putInt(directory.size()).putInt(entries.size()).putShort((short) 0);
    entries.writeBytes(directory.toByteArray());
    entries.writeBytes(end.array());
    return entries.toByteArray();
  }

  /** The manifest in JSON, as it is in the package. */
  public static byte[] manifest(ModelPackage model) {
    Map<String, String> sums = new TreeMap<>();
    model.entries().forEach((entry, bytes) -> sums.put(entry.fileName(), Sha256.hex(bytes)));
    return ManifestJson.write(model.manifest(), sums);
  }

  private static void add(
      ByteArrayOutputStream entries, ByteArrayOutputStream directory, String name, byte[] content) {
    byte[] nameBytes = name.getBytes(StandardCharsets.US_ASCII);
    int start = entries.size();
    ByteBuffer common = ByteBuffer.allocate(26).order(ByteOrder.LITTLE_ENDIAN);
    common.putShort(VERSION).putShort((short) 0).putShort((short) Zip.STORED).putInt(TIME);
    common.putInt(Zip.crc(content)).putInt(content.length).putInt(content.length);
    common.putShort((short) nameBytes.length).putShort((short) 0);

    ByteBuffer signature = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
    entries.writeBytes(signature.putInt(0, Zip.LOCAL).array());
    entries.writeBytes(common.array());
    entries.writeBytes(nameBytes);
    entries.writeBytes(content);

    ByteBuffer central = ByteBuffer.allocate(6).order(ByteOrder.LITTLE_ENDIAN);
    directory.writeBytes(central.putInt(Zip.CENTRAL).putShort(VERSION).array());
    directory.writeBytes(common.array());
    ByteBuffer rest = ByteBuffer.allocate(14).order(ByteOrder.LITTLE_ENDIAN);
    directory.writeBytes(rest.putInt(10, start).array());
    directory.writeBytes(nameBytes);
  }
}
