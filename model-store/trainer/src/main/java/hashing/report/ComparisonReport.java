package hashing.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Writes what a comparison found: {@code report.html}, {@code report.md} and plots beside them. */
public final class ComparisonReport {

  private static final String TITLE = "Comparison of hashing methods";

  private static final List<String> MEANING =
      List.of(
          "mAP: over the whole ranking of the database, equally distant items counted by the mean"
              + " over all their orders. The database is of the training part, and the items trained"
              + " on are in it; queries were never trained on.",
          "mAP unseen: the same, searching held-out items, none of which was trained on.",
          "precision within 2: of the items within radius 2, 0 where there are none; nothing within"
              + " 2: share of queries with none.",
          "bit balance: 1 if each bit halves the database, 0 if all are constant. Bit correlation:"
              + " mean magnitude over pairs of bits; a constant bit counts 1.",
          "candidates: items a query meets in a multi-index of ceil(bits / 16) substrings of"
              + " neighbouring bits, for all within radius 2 and for the ten nearest, each counted"
              + " once. A plain count by the pigeonhole formula, without the index's own choice of"
              + " bits and of how far each substring is looked at.",
          "training s: on the machine at hand and its load, one thread. Encoder kB: parameters"
              + " alone, without what turns an input into a row.",
          "adsh: its network codes queries and database alike; the database codes that it solves for"
              + " are not used here.",
          "±: standard deviation over the seeds, which draw the items trained on as well.");

  private ComparisonReport() {}

  /**
   * Writes all files into a folder.
   *
   * @param missing how many cells of what was asked for are not finished
   */
  public static void write(Path folder, List<CellResult> results, int missing) throws IOException {
    List<Group> groups = Group.of(results);
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Heading(1, TITLE));
    blocks.add(new Block.Paragraph(covered(results, missing)));
    blocks.add(new Block.Items(sizes(results)));
    blocks.add(new Block.Items(MEANING));
    blocks.add(new Block.Heading(2, "mAP"));
    blocks.addAll(overviews(groups));
    blocks.add(new Block.Heading(2, "Expected orderings"));
    blocks.addAll(OrderingCheck.blocks(groups));
    for (Group group : groups) {
      blocks.add(new Block.Heading(2, group.data() + ", " + group.bits() + " bits"));
      blocks.add(table(group));
      group
          .refusals()
          .forEach((method, why) ->
              blocks.add(new Block.Paragraph(method + " does not take these data: " + why)));
      String picture = group.fileName() + ".png";
      if (CurvePlot.write(folder.resolve(picture), group)) {
        blocks.add(new Block.Picture(picture, "precision over recall, " + group.bits() + " bits"));
      }
    }
    Files.writeString(folder.resolve("report.md"), Markdown.of(blocks));
    Files.writeString(folder.resolve("report.html"), Html.of(TITLE, blocks));
  }

  private static String covered(List<CellResult> results, int missing) {
    return String.format(
        Locale.ROOT,
        "%d trainings are in it%s.",
        results.size(),
        missing == 0
            ? ", all that were asked for"
            : "; " + missing + " of what was asked for are missing, so that it is a part");
  }

  /** What was trained on and searched, and which seeds there are, by data set. */
  private static List<String> sizes(List<CellResult> results) {
    Map<String, TreeSet<Long>> seeds = new TreeMap<>();
    for (CellResult result : results) {
      Cell cell = result.cell();
      String size =
          String.format(
              Locale.ROOT,
              "%s, %s, %d bits: at most %,d items trained on, %,d searched, %,d %s queries",
              cell.data(),
              cell.features(),
              cell.bits(),
              cell.trainItems(),
              cell.databaseItems(),
              cell.queries(),
              cell.validation() ? "validation" : "test");
      seeds.computeIfAbsent(size, key -> new TreeSet<>()).add(cell.seed());
    }
    return seeds.entrySet().stream()
        .map(size -> size.getKey() + "; seeds " + size.getValue())
        .toList();
  }

  /** A table for each data set: methods by bits. */
  private static List<Block> overviews(List<Group> groups) {
    List<Block> blocks = new ArrayList<>();
    Map<String, List<Group>> byData =
        groups.stream()
            .collect(Collectors.groupingBy(Group::data, TreeMap::new, Collectors.toList()));
    byData.forEach((data, ofData) -> {
      blocks.add(new Block.Heading(3, data));
      List<String> header = new ArrayList<>(List.of("method"));
      ofData.forEach(group -> header.add(group.bits() + " bits"));
      TreeSet<String> methods = new TreeSet<>();
      ofData.forEach(group -> methods.addAll(group.byMethod().keySet()));
      List<List<String>> rows = new ArrayList<>();
      for (String method : methods) {
        List<String> row = new ArrayList<>(List.of(method));
        ofData.forEach(group -> row.add(shown(group, method, Figure.MAP)));
        rows.add(row);
      }
      blocks.add(new Block.Table(header, rows));
    });
    return blocks;
  }

  private static Block table(Group group) {
    List<String> header = new ArrayList<>(List.of("method", "seeds"));
    for (Figure figure : Figure.values()) {
      header.add(figure.heading());
    }
    List<List<String>> rows = new ArrayList<>();
    for (String method : group.byMethod().keySet()) {
      List<String> row = new ArrayList<>(List.of(method));
      row.add(Integer.toString(group.byMethod().get(method).size()));
      for (Figure figure : Figure.values()) {
        row.add(shown(group, method, figure));
      }
      rows.add(row);
    }
    return new Block.Table(header, rows);
  }

  private static String shown(Group group, String method, Figure figure) {
    Spread spread = group.spread(method, figure);
    return spread == null ? "-" : figure.shown(spread);
  }
}
