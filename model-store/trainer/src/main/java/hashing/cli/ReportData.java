package hashing.cli;

import hashing.report.Cell;
import hashing.train.data.DataDivision;
import hashing.train.data.DataSet;
import hashing.train.data.DataSets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which data a comparison covers, and where they lie. */
final class ReportData {

  /** Digits of a sha256 that tell own data of one name apart. */
  private static final int DIGITS = 8;

  /** Data as a cell names them. */
  record Named(String name, String features) {

    static Named of(Cell cell) {
      return new Named(cell.data(), cell.features());
    }
  }

  @Option(
      names = "--data",
      paramLabel = "NAME[:FEATURES]",
      split = ",",
      description =
          "Data sets, or your own, and what their items become, if not the first way that"
              + " `hashing list` has: ${COMPLETION-CANDIDATES}. Default: all data sets.",
      completionCandidates = DataOptions.Names.class)
  private List<String> names = DataSets.all().stream().map(DataSet::name).toList();

  @Option(
      names = "--data-dir",
      paramLabel = "NAME=FOLDER",
      description = "Folder with a data set's files. Default: where `hashing fetch` puts them.")
  private Map<String, Path> folders = new LinkedHashMap<>();

  @Option(
      names = "--validation",
      description =
          "Ask with items held out of the training part, for choices; test items are not looked at.")
  private boolean validation;

  @Mixin private OwnDataOptions own;

  private final Map<Named, DataDivision> loaded = new HashMap<>();

  boolean validation() {
    return validation;
  }

  /**
   * All that were named. Own data are loaded, as their contents are in their name: a file that has
   * changed is not what a finished cell was trained on.
   *
   * @throws IllegalArgumentException if one is not known, or has no such features
   */
  List<Named> all(Reporting reporting) throws IOException {
    folders.keySet().forEach(DataSets::get);
    List<Named> all = new ArrayList<>();
    for (String given : names) {
      int colon = given.indexOf(':');
      String name = colon < 0 ? given : given.substring(0, colon);
      String features = colon < 0 ? null : given.substring(colon + 1);
      all.add(
          OwnDataOptions.KINDS.contains(name)
              ? own(name, features, reporting)
              : known(DataSets.get(name), features, given));
    }
    return all;
  }

  private Named own(String kind, String features, Reporting reporting) throws IOException {
    try (TerminalProgress progress = reporting.progress()) {
      DataDivision division = own.load(kind, features, asked(), progress);
      String sha256 = division.train().sha256().substring(0, DIGITS);
      Named named =
          new Named(
              division.train().name() + "@" + sha256, features == null ? "default" : features);
      loaded.put(named, division);
      return named;
    }
  }

  private static Named known(DataSet set, String features, String given) {
    if (features != null && !set.features().contains(features)) {
      throw new IllegalArgumentException(
          "[--data] is [" + given + "]; features " + set.features() + " are allowed");
    }
    return new Named(set.name(), features == null ? set.features().getFirst() : features);
  }

  private DataSet.Asked asked() {
    return validation ? DataSet.Asked.VALIDATION : DataSet.Asked.TEST;
  }

  /** The data of a cell, loaded once. */
  DataDivision of(Cell cell, Reporting reporting) throws IOException {
    Named named = Named.of(cell);
    if (!loaded.containsKey(named)) {
      DataSet set = DataSets.get(named.name());
      Path folder = Objects.requireNonNullElseGet(folders.get(set.name()), set::defaultFolder);
      try (TerminalProgress progress = reporting.progress()) {
        loaded.put(
            named,
            set.load(new DataSet.Request(folder, named.features(), asked(), false), progress));
      }
    }
    return loaded.get(named);
  }
}
