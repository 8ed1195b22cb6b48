package hashing.train.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Where files of data sets, and what was computed from them, are kept between runs. */
public final class DataCache {

  private DataCache() {}

  /** {@code $XDG_CACHE_HOME/hashing}, or {@code ~/.cache/hashing}. */
  public static Path folder() {
    String cache = System.getenv("XDG_CACHE_HOME");
    return cache == null || cache.isEmpty()
        ? Path.of(System.getProperty("user.home"), ".cache", "hashing")
        : Path.of(cache, "hashing");
  }

  /** Writes a file so that it is there whole or not at all. */
  static void write(Path file, byte[] content) throws IOException {
    Files.createDirectories(file.getParent());
    Path part = Files.createTempFile(file.getParent(), file.getFileName().toString(), ".part");
    try {
      Files.write(part, content);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
