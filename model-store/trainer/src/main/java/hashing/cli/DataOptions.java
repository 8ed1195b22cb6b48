package hashing.cli;

import hashing.train.data.DataDivision;
import hashing.train.data.DataSet;
import hashing.train.data.DataSets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import picocli.CommandLine.Option;

/** Which data, where they lie, and which of them to ask with. */
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
      description = "Folder with its files. Default: where `hashing fetch` puts them.")
  private Path folder;

  @Option(
      names = "--features",
      paramLabel = "NAME",
      description = "What items become before they are encoded; `hashing list` has all.")
  private String features;

  @Option(
      names = "--validation",
      description =
          "Ask with items held out of the training part, for choices; test items are not looked at.")
  private boolean validation;

  /** Names of data sets, for help. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return DataSets.all().stream().map(DataSet::name).iterator();
    }
  }

  /** Loads both parts. */
  DataDivision load(Reporting reporting) throws IOException {
    DataSet data = DataSets.get(name);
    String chosen = features == null ? data.features().getFirst() : features;
    if (!data.features().contains(chosen)) {
      throw new IllegalArgumentException(
          "[--features] is ["
              + chosen
              + "]; data set ["
              + name
              + "] has "
              + data.features());
    }
    try (TerminalProgress progress = reporting.progress()) {
      return data.load(
          new DataSet.Request(
              folder == null ? data.defaultFolder() : folder,
              chosen,
              validation ? DataSet.Asked.VALIDATION : DataSet.Asked.TEST),
          progress);
    }
  }

  /** As a command line has it. */
  String asArguments() {
    return "--data "
        + name
        + (folder == null ? "" : " --data-dir " + folder)
        + (features == null ? "" : " --features " + features)
        + (validation ? " --validation" : "");
  }
}
