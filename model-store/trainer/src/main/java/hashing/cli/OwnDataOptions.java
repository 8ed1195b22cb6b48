package hashing.cli;

import hashing.importing.Connection;
import hashing.importing.IndexItems;
import hashing.train.data.DataDivision;
import hashing.train.data.DataSet;
import hashing.train.data.JsonLines;
import hashing.train.data.PictureFolder;
import hashing.train.data.UserItems;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A user's own data: where they lie, and which of their fields count. */
final class OwnDataOptions {

  private static final String FOLDER = "folder";
  private static final String JSON_LINES = "json-lines";
  private static final String INDEX = "index";

  /** What {@code --data} may be for them. */
  static final List<String> KINDS = List.of(FOLDER, JSON_LINES, INDEX);

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

  /**
   * Loads both parts.
   *
   * @param kind one of {@link #KINDS}
   * @param features of texts, null for the default
   */
  DataDivision load(String kind, String features, DataSet.Asked asked, TerminalProgress progress)
      throws IOException {
    if (from == null) {
      throw new IllegalArgumentException("[--data] is [" + kind + "], which needs [--from]");
    }
    UserItems.Fields fields = new UserItems.Fields(inputField, labelField);
    return switch (kind) {
      case FOLDER -> pictures(features, asked, progress);
      case JSON_LINES -> JsonLines.read(Path.of(from), fields).division(features, asked, progress);
      default -> index(fields, progress).division(features, asked, progress);
    };
  }

  private DataDivision pictures(String features, DataSet.Asked asked, TerminalProgress progress)
      throws IOException {
    if (features != null) {
      throw new IllegalArgumentException(
          "[--features] is [" + features + "]; pictures are taken as they are");
    }
    return PictureFolder.load(Path.of(from), asked, progress);
  }

  private UserItems index(UserItems.Fields fields, TerminalProgress progress) throws IOException {
    try (Connection cluster = connection.open()) {
      return IndexItems.read(cluster, from, fields, progress);
    }
  }

  /** What a command line has of them beside {@code --data}; each begins with a blank. */
  String asArguments(String data) {
    return (from == null ? "" : " --from " + from)
        + (data.equals(INDEX) ? " --url " + connection.url() : "")
        + (inputField.equals("text") ? "" : " --input-field " + inputField)
        + (labelField.equals("label") ? "" : " --label-field " + labelField);
  }
}
