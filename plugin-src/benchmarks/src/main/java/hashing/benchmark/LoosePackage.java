package hashing.benchmark;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import hashing.store.Sha256;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * The entries of a package, of which anything can be made: names, contents and a manifest that our
 * own writer would refuse. {@link #sealed} puts right every checksum, so that what was changed is
 * met behind them.
 *
 * @param entries by their names, the manifest first; changed in place
 */
record LoosePackage(Map<String, byte[]> entries) {

  static final String MANIFEST = "manifest.json";

  /** The entries of a zip file, whose arrays are its own. */
  static LoosePackage read(byte[] zip) {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        entries.put(entry.getName(), in.readAllBytes());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new LoosePackage(entries);
  }

  /** Names of all entries but the manifest. */
  List<String> files() {
    List<String> files = new ArrayList<>(entries.keySet());
    files.remove(MANIFEST);
    return files;
  }

  JsonObject manifest() {
    return JsonParser.parseString(new String(entries.get(MANIFEST), StandardCharsets.UTF_8))
        .getAsJsonObject();
  }

  void manifest(JsonObject manifest) {
    entries.put(MANIFEST, manifest.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Gives the manifest the SHA-256 of each entry as it is now. */
  void seal() {
    JsonObject manifest = manifest();
    JsonObject files = new JsonObject();
    files().forEach(name -> files.addProperty(name, Sha256.hex(entries.get(name))));
    manifest.add("files", files);
    manifest(manifest);
  }

  /** The zip file, stored, whose manifest has the SHA-256 of each entry as it is now. */
  byte[] sealed() {
    seal();
    return zip();
  }

  /** The zip file, stored, with the manifest as it is. */
  byte[] zip() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        ZipEntry header = new ZipEntry(entry.getKey());
        CRC32 crc = new CRC32();
        crc.update(entry.getValue());
        header.setMethod(ZipEntry.STORED);
        header.setSize(entry.getValue().length);
        header.setCrc(crc.getValue());
        header.setTime(0);
        out.putNextEntry(header);
        out.write(entry.getValue());
        out.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
