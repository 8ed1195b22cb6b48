package hashing.train.data;

import hashing.store.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Files whose contents are known by their sha256. Stateless. */
final class PinnedFile {

  private PinnedFile() {}

  /**
   * The contents of a file.
   *
   * @param dataSet in whose name the message says how to get the file
   * @throws IOException if it is missing or another one
   */
  static byte[] read(Path file, String sha256, String dataSet) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException("no file [" + file + "]; " + howToGet(dataSet));
    }
    byte[] contents = Files.readAllBytes(file);
    String found = Sha256.hex(contents);
    if (!found.equals(sha256)) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "[%s] has sha256 [%s], the known file [%s]; %s",
              file,
              found,
              sha256,
              howToGet(dataSet)));
    }
    return contents;
  }

  /** What to do where files are missing. */
  static String howToGet(String dataSet) {
    return "get it with `hashing fetch " + dataSet + "`, which shows the commands that it runs";
  }
}
