package hashing.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * All results of one data set and number of bits, by method; several seeds each.
 *
 * @param data the data set, with its features
 */
record Group(String data, int bits, Map<String, List<CellResult>> byMethod) {

  /** Groups results, in order of data sets, then of bits. */
  static List<Group> of(List<CellResult> results) {
    Map<String, Map<Integer, Map<String, List<CellResult>>>> sorted = new TreeMap<>();
    for (CellResult result : results) {
      Cell cell = result.cell();
      sorted
          .computeIfAbsent(cell.data() + ", " + cell.features(), data -> new TreeMap<>())
          .computeIfAbsent(cell.bits(), bits -> new TreeMap<>())
          .computeIfAbsent(named(cell), method -> new ArrayList<>())
          .add(result);
    }
    List<Group> groups = new ArrayList<>();
    sorted.forEach(
        (data, byBits) -> byBits.forEach((bits, all) -> groups.add(new Group(data, bits, all))));
    return groups;
  }

  /** The method, with what differs from its own settings. */
  private static String named(Cell cell) {
    StringBuilder name = new StringBuilder(cell.method());
    cell.settings().forEach((setting, value) -> name.append(" " + setting + "=" + value));
    return name.toString();
  }

  /** A figure of one method over its seeds; null where no seed has it. */
  Spread spread(String method, Figure figure) {
    List<Double> values =
        byMethod.getOrDefault(method, List.of()).stream()
            .filter(result -> result.refused() == null)
            .map(result -> result.figures().get(figure.id()))
            .filter(Objects::nonNull)
            .toList();
    return values.isEmpty() ? null : Spread.of(values);
  }

  /** Why methods do not take the data. */
  Map<String, String> refusals() {
    Map<String, String> refused = new LinkedHashMap<>();
    byMethod.forEach((method, results) ->
        results.stream()
            .filter(result -> result.refused() != null)
            .findFirst()
            .ifPresent(result -> refused.put(method, result.refused())));
    return refused;
  }

  /** The name of a file for this group. */
  String fileName() {
    return data.replaceAll("[^a-z0-9-]+", "-") + "-" + bits;
  }
}
