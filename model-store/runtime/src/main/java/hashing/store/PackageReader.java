package hashing.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Reads a package from memory; nothing is unpacked to a file. What is refused is refused by an
 * {@link IllegalArgumentException} that names the entry or field, what was found and what is
 * allowed. Cost: one pass over the bytes, and memory for the entries. Stateless.
 */
public final class PackageReader {

  private static final int STEP = 1 << 16;

  private PackageReader() {}

  /** Reads a file with the default limits. */
  public static ModelPackage read(Path file) throws IOException {
    return read(bytes(file));
  }

  /** The bytes of a file, one more than the default limit where it is larger. */
  public static byte[] bytes(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(PackageLimits.DEFAULT.maxBytes() + 1);
    }
  }

  /**
   * Bytes that reading a package may take besides its own: what its entries claim to be, as far as
   * {@link #read} believes them, and three times that where they are compressed.
   */
  public static long memory(byte[] zip) {
    long total = 0;
    for (Zip.Entry entry : Zip.entries(zip, allowed().size())) {
      long most =
          Math.max(
              PackageLimits.FREE_BYTES,
              (long) entry.compressedSize() * PackageLimits.DEFAULT.maxRatio());
      total += entry.method() == Zip.STORED ? entry.size() : 3 * Math.min(entry.size(), most);
    }
    return Math.min(total, 3 * PackageLimits.DEFAULT.maxTotalBytes());
  }

  /** Reads a package with the default limits. */
  public static ModelPackage read(byte[] zip) {
    return read(zip, PackageLimits.DEFAULT);
  }

  /** Reads a package. */
  public static ModelPackage read(byte[] zip, PackageLimits limits) {
    if (zip.length > limits.maxBytes()) {
      throw new IllegalArgumentException(
          "found more bytes than a package may have, allowed are " + limits.maxBytes());
    }
    Map<String, byte[]> contents = contents(zip, limits);
    byte[] json = contents.remove(ManifestJson.FILE_NAME);
    if (json == null) {
      throw new IllegalArgumentException(
          "entry " + ManifestJson.FILE_NAME + ": found none, a package needs it");
    }
    ManifestJson.Sealed sealed;
    try {
      sealed = ManifestJson.read(json);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(ManifestJson.FILE_NAME + ": " + e.getMessage(), e);
    }
    checkFiles(contents, sealed.files());
    EnumMap<PackageEntry, byte[]> entries = new EnumMap<>(PackageEntry.class);
    for (PackageEntry entry : PackageEntry.values()) {
      byte[] content = contents.get(entry.fileName());
      if (content != null) {
        entries.put(entry, content);
      }
    }
    return new ModelPackage(sealed.manifest(), entries);
  }

  private static Map<String, byte[]> contents(byte[] zip, PackageLimits limits) {
    Map<String, Integer> allowed = allowed();
    Map<String, byte[]> contents = new HashMap<>();
    long total = 0;
    for (Zip.Entry entry : Zip.entries(zip, allowed.size())) {
      Integer maxBytes = allowed.get(entry.name());
      if (maxBytes == null) {
        throw new IllegalArgumentException(
            "entry "
                + Words.quote(entry.name())
                + ": found an unknown name, allowed are "
                + allowed.keySet().stream().sorted().toList());
      }
      if (contents.containsKey(entry.name())) {
        throw new IllegalArgumentException(
            "entry " + entry.name() + ": found twice, allowed is once");
      }
      long room = Math.min(maxBytes, limits.maxTotalBytes() - total);
      byte[] content = content(zip, entry, (int) room, limits.maxRatio());
      total += content.length;
      contents.put(entry.name(), content);
    }
    return contents;
  }

  private static Map<String, Integer> allowed() {
    Map<String, Integer> allowed = new HashMap<>();
    allowed.put(ManifestJson.FILE_NAME, ManifestJson.MAX_BYTES);
    for (PackageEntry entry : PackageEntry.values()) {
      allowed.put(entry.fileName(), entry.maxBytes());
    }
    return allowed;
  }

  private static byte[] content(byte[] zip, Zip.Entry entry, int maxBytes, int maxRatio) {
    String where = "entry " + entry.name() + ": ";
    long ratioBytes = Math.max(PackageLimits.FREE_BYTES, (long) entry.compressedSize() * maxRatio);
    int limit = (int) Math.min(maxBytes, ratioBytes);
    byte[] content;
    if (entry.method() == Zip.STORED) {
      if (entry.compressedSize() > limit) {
        throw tooLarge(where, limit, maxBytes);
      }
      content = Arrays.copyOfRange(zip, entry.start(), entry.start() + entry.compressedSize());
    } else {
      content = inflate(zip, entry, limit, maxBytes, where);
    }
    if (content.length != entry.size() || Zip.crc(content) != entry.crc()) {
      throw new IllegalArgumentException(
          where
              + "found "
              + content.length
              + " bytes, or a checksum, that are not the declared ones, allowed are "
              + entry.size()
              + " bytes and their own checksum");
    }
    return content;
  }

  private static byte[] inflate(
      byte[] zip, Zip.Entry entry, int limit, int maxBytes, String where) {
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(zip, entry.start(), entry.compressedSize());
      ByteArrayOutputStream content = new ByteArrayOutputStream();
      byte[] step = new byte[STEP];
      while (!inflater.finished()) {
        int length = inflater.inflate(step);
        if (length == 0 && !inflater.finished()) {
          throw new IllegalArgumentException(
              where + "found compressed data without end, allowed are whole ones");
        }
        if (content.size() + length > limit) {
          throw tooLarge(where, limit, maxBytes);
        }
        content.write(step, 0, length);
      }
      if (inflater.getRemaining() != 0) {
        throw new IllegalArgumentException(
            where + "found bytes behind the compressed data, allowed are none");
      }
      return content.toByteArray();
    } catch (DataFormatException e) {
      throw new IllegalArgumentException(
          where + "found damaged data, allowed are deflated ones", e);
    } finally {
      inflater.end();
    }
  }

  private static IllegalArgumentException tooLarge(String where, int limit, int maxBytes) {
    return new IllegalArgumentException(
        where
            + "found more than "
            + limit
            + " bytes, allowed are "
            + limit
            + (limit < maxBytes ? " for so few compressed ones" : ""));
  }

  private static void checkFiles(Map<String, byte[]> contents, Map<String, String> files) {
    List<String> found = new ArrayList<>(contents.keySet());
    List<String> declared = new ArrayList<>(files.keySet());
    found.sort(null);
    declared.sort(null);
    if (!found.equals(declared)) {
      throw new IllegalArgumentException(
          ManifestJson.FILE_NAME
              + ": files: found "
              + Words.quote(declared.toString())
              + ", allowed are the package's "
              + found);
    }
    contents.forEach((name, content) -> {
      String sha256 = Sha256.hex(content);
      if (!sha256.equals(files.get(name))) {
        throw new IllegalArgumentException(
            "entry "
                + name
                + ": found SHA-256 "
                + sha256
                + ", allowed is "
                + Words.quote(files.get(name))
                + " of "
                + ManifestJson.FILE_NAME);
      }
    });
  }
}
