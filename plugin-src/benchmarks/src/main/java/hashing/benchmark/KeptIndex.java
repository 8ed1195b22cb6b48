package hashing.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.lucene.util.IOUtils;

/**
 * Where an index of codes is written, to be searched once, or again and again.
 *
 * @param folder of all of them
 * @param kept whether an index stays, and is used where it is there
 */
record KeptIndex(Path folder, boolean kept) {

  /** What is done with an index. */
  @FunctionalInterface
  interface Use {
    void with(CodeIndex index) throws IOException;
  }

  /** Opens the index of a set of codes, or writes it. */
  void use(CodeSet set, Use use) throws IOException {
    Path own = folder.resolve(set.sha256().substring(0, 16));
    Path complete = own.resolve("complete");
    boolean found = kept && Files.exists(complete);
    if (!found) {
      IOUtils.rm(own);
      CodeIndex.write(Files.createDirectories(own.resolve("index")), set).close();
      Files.createFile(complete);
    }
    try (CodeIndex index = CodeIndex.open(own.resolve("index"))) {
      use.with(index);
    }
    if (!kept) {
      IOUtils.rm(own);
    }
  }
}
