package hashing.cli;

import hashing.train.data.DataDivision;
import hashing.train.data.DataSet;
import hashing.train.data.DataSets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which data, where they lie, and which of them to ask with. */
final class DataOptions {

  @Option(
      names = "--data",
      required = true,
      paramLabel = "NAME",
      description = "Data set, or where your own are: ${COMPLETION-CANDIDATES}.",
      completionCandidates = Names.class)
  private String name;

  @Option(
      names = "--data-dir",
      paramLabel = "FOLDER",
      description = "Folder with its files. Default: where `hashing fetch` puts them.")
  private Path folder;

  @Mixin private OwnDataOptions own;

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
      return Stream.concat(
              DataSets.all().stream().map(DataSet::name), OwnDataOptions.KINDS.stream())
          .iterator();
    }
  }

  /**
   * Loads both parts.
   *
   * @param heldAlone whether those to ask with are enough; the others may then be null
   */
  DataDivision load(Reporting reporting, boolean heldAlone) throws IOException {
    DataSet.Asked asked = validation ? DataSet.Asked.VALIDATION : DataSet.Asked.TEST;
    try (TerminalProgress progress = reporting.progress()) {
      return OwnDataOptions.KINDS.contains(name)
          ? own.load(name, features, asked, progress)
          : known(asked, heldAlone, progress);
    }
  }

  private DataDivision known(DataSet.Asked asked, boolean heldAlone, TerminalProgress progress)
      throws IOException {
    DataSet data = DataSets.get(name);
    String chosen = features == null ? data.features().getFirst() : features;
    if (!data.features().contains(chosen)) {
      throw new IllegalArgumentException(
          "[--features] is [" + chosen + "]; data set [" + name + "] has " + data.features());
    }
    return data.load(
        new DataSet.Request(
            folder == null ? data.defaultFolder() : folder, chosen, asked, heldAlone),
        progress);
  }

  /** As a command line has it. */
  String asArguments() {
    return "--data "
        + name
        + (folder == null ? "" : " --data-dir " + folder)
        + own.asArguments(name)
        + (features == null ? "" : " --features " + features)
        + (validation ? " --validation" : "");
  }
}
