package hashing.cli;

import hashing.train.data.DataDivision;
import hashing.train.data.DataSet;
import hashing.train.data.DataSets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine.Option;

/** Which data sets a comparison covers, and where they lie. */
final class ReportData {

  /** A data set and one way for its items to become rows. */
  record Named(String name, String features) {}

  @Option(
      names = "--data",
      paramLabel = "NAME[:FEATURES]",
      split = ",",
      description =
          "Data sets, and what their items become, if not the first way that `hashing list` has:"
              + " ${COMPLETION-CANDIDATES}. Default: all.",
      completionCandidates = Names.class)
  private List<String> names = DataSets.all().stream().map(DataSet::name).toList();

  @Option(
      names = "--data-dir",
      paramLabel = "NAME=FOLDER",
      description = "Folder with a data set's files. Default: where `hashing fetch` puts them.")
  private Map<String, Path> folders = new LinkedHashMap<>();

  /** Names of data sets, for help and for completion. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return DataSets.all().stream().map(DataSet::name).iterator();
    }
  }

  /**
   * All that were named.
   *
   * @throws IllegalArgumentException if one is not known, or has no such features
   */
  List<Named> all() {
    folders.keySet().forEach(DataSets::get);
    List<Named> all = new ArrayList<>();
    for (String given : names) {
      int colon = given.indexOf(':');
      DataSet set = DataSets.get(colon < 0 ? given : given.substring(0, colon));
      String features = colon < 0 ? set.features().getFirst() : given.substring(colon + 1);
      if (!set.features().contains(features)) {
        throw new IllegalArgumentException(
            "[--data] is [" + given + "]; features " + set.features() + " are allowed");
      }
      all.add(new Named(set.name(), features));
    }
    return all;
  }

  DataDivision load(String name, String features, boolean validation, Reporting reporting)
      throws IOException {
    DataSet set = DataSets.get(name);
    Path folder = Objects.requireNonNullElseGet(folders.get(name), set::defaultFolder);
    DataSet.Asked asked = validation ? DataSet.Asked.VALIDATION : DataSet.Asked.TEST;
    try (TerminalProgress progress = reporting.progress()) {
      return set.load(new DataSet.Request(folder, features, asked, false), progress);
    }
  }
}
