package hashing.train.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Files of a package as {@code npm pack} writes it: a zipped tar with all below one folder. */
final class NpmPackage {

  private static final String FOLDER = "package/";

  private NpmPackage() {}

  /** The contents of the files whose path below the package's folder is wanted, by that path. */
  static Map<String, byte[]> read(byte[] file, Predicate<String> wanted) throws IOException {
    Map<String, byte[]> contents = new HashMap<>();
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new GZIPInputStream(new ByteArrayInputStream(file), 1 << 16))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        String name = entry.getName();
        if (entry.isFile() && name.startsWith(FOLDER)) {
          String path = name.substring(FOLDER.length());
          if (wanted.test(path)) {
            contents.put(path, tar.readAllBytes());
          }
        }
      }
    }
    return contents;
  }
}
