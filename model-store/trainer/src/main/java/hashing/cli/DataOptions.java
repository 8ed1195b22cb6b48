package hashing.cli;

import hashing.train.data.FashionMnist;
import hashing.train.data.LabelledVectors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Option;

/** Which data, and where they lie. */
final class DataOptions {

  @Option(
      names = "--data",
      required = true,
      paramLabel = "NAME",
      description = "Data set: ${COMPLETION-CANDIDATES}.",
      completionCandidates = Names.class)
  private String name;

  @Option(
      names = "--data-dir",
      paramLabel = "FOLDER",
      description = "Folder with its files. Default: /usr/share/datasets/fashion-mnist.")
  private Path folder = FashionMnist.DEFAULT_FOLDER;

  /** Names of data sets, for help. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return List.of(FashionMnist.NAME).iterator();
    }
  }

  /** Loads a part. */
  LabelledVectors load(FashionMnist.Part part) throws IOException {
    if (!name.equals(FashionMnist.NAME)) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "[--data] is [%s]; [%s] is allowed", name, FashionMnist.NAME));
    }
    return FashionMnist.load(folder, part);
  }

  /** As a command line has it. */
  String asArguments() {
    return "--data "
        + name
        + (folder.equals(FashionMnist.DEFAULT_FOLDER) ? "" : " --data-dir " + folder);
  }
}
