package hashing.cli;

import hashing.importing.Connection;
import hashing.importing.IndexItems;
import hashing.train.data.DataDivision;
import hashing.train.data.DataSet;
import hashing.train.data.DataSets;
import hashing.train.data.JsonLines;
import hashing.train.data.PictureFolder;
import hashing.train.data.UserItems;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which data, where they lie, and which of them to ask with. */
final class DataOptions {

  private static final String FOLDER = "folder";
  private static final String JSON_LINES = "json-lines";
  private static final String INDEX = "index";

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

  @Option(
      names = "--from",
      paramLabel = "PATH|INDEX",
      description = {
        "Your own data: the folder with a folder of pictures for each class (folder), the file with",
        "a JSON object a line (json-lines), or the name of the index (index)."
      })
  private String from;

  @Option(
      names = "--input-field",
      paramLabel = "NAME",
      defaultValue = "text",
      description = "Field with an item's text or vector. Default: ${DEFAULT-VALUE}.")
  private String inputField;

  @Option(
      names = "--label-field",
      paramLabel = "NAME",
      defaultValue = "label",
      description = "Field with its label, or an array of them. Default: ${DEFAULT-VALUE}.")
  private String labelField;

  @Mixin private ConnectionOptions connection;

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
              DataSets.all().stream().map(DataSet::name), Stream.of(FOLDER, JSON_LINES, INDEX))
          .iterator();
    }
  }

  /** Loads both parts. */
  DataDivision load(Reporting reporting) throws IOException {
    DataSet.Asked asked = validation ? DataSet.Asked.VALIDATION : DataSet.Asked.TEST;
    try (TerminalProgress progress = reporting.progress()) {
      return switch (name) {
        case FOLDER -> PictureFolder.load(Path.of(needFrom()), asked, progress);
        case JSON_LINES -> JsonLines.read(Path.of(needFrom()), fields()).division(asked, progress);
        case INDEX -> index(progress).division(asked, progress);
        default -> known(asked, progress);
      };
    }
  }

  private UserItems index(TerminalProgress progress) throws IOException {
    try (Connection cluster = connection.open()) {
      return IndexItems.read(cluster, needFrom(), fields(), progress);
    }
  }

  private UserItems.Fields fields() {
    return new UserItems.Fields(inputField, labelField);
  }

  private String needFrom() {
    if (from == null) {
      throw new IllegalArgumentException("[--data] is [" + name + "], which needs [--from]");
    }
    return from;
  }

  private DataDivision known(DataSet.Asked asked, TerminalProgress progress) throws IOException {
    DataSet data = DataSets.get(name);
    String chosen = features == null ? data.features().getFirst() : features;
    if (!data.features().contains(chosen)) {
      throw new IllegalArgumentException(
          "[--features] is [" + chosen + "]; data set [" + name + "] has " + data.features());
    }
    return data.load(
        new DataSet.Request(folder == null ? data.defaultFolder() : folder, chosen, asked),
        progress);
  }

  /** As a command line has it. */
  String asArguments() {
    return "--data "
        + name
        + (folder == null ? "" : " --data-dir " + folder)
        + (from == null ? "" : " --from " + from)
        + (name.equals(INDEX) ? " --url " + connection.url() : "")
        + (inputField.equals("text") ? "" : " --input-field " + inputField)
        + (labelField.equals("label") ? "" : " --label-field " + labelField)
        + (features == null ? "" : " --features " + features)
        + (validation ? " --validation" : "");
  }
}
