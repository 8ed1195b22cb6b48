package hashing.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Whether what is expected of two methods shows in the figures: mAP, by data set and bits. */
final class OrderingCheck {

  private OrderingCheck() {}

  /** A table of all orderings, and a sentence for each place where one does not show. */
  static List<Block> blocks(List<Group> groups) {
    List<List<String>> rows = new ArrayList<>();
    List<String> absent = new ArrayList<>();
    for (Ordering ordering : Ordering.EXPECTED) {
      String name = ordering.better() + " above " + ordering.worse();
      int compared = 0;
      int shows = 0;
      for (Group group : groups) {
        Spread better = group.spread(ordering.better(), Figure.MAP);
        Spread worse = group.spread(ordering.worse(), Figure.MAP);
        if (better != null && worse != null) {
          compared++;
          if (better.mean() > worse.mean()) {
            shows++;
          } else {
            Spread codes = group.spread(ordering.better(), Figure.DISTINCT_CODES);
            absent.add(absence(name, group, better, worse, codes));
          }
        }
      }
      rows.add(List.of(name, ordering.source(), shows + " of " + compared));
    }
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Block.Paragraph(
            "A method is expected above those that it was made to improve on. What the papers'"
                + " own tables say was not looked up; their data, features and sizes are others."));
    blocks.add(new Block.Table(List.of("ordering", "paper of the first", "shows in"), rows));
    blocks.add(
        new Block.Paragraph(
            absent.isEmpty()
                ? "Every ordering that could be compared shows."
                : "These orderings do not show here:"));
    if (!absent.isEmpty()) {
      blocks.add(new Block.Items(absent));
    }
    return blocks;
  }

  /**
   * A sentence.
   *
   * @param codes distinct ones of the better: where there are few, it learned nothing
   */
  private static String absence(
      String name, Group group, Spread better, Spread worse, Spread codes) {
    boolean apart = worse.mean() - better.mean() > better.deviation() + worse.deviation();
    String certainty =
        Math.min(better.count(), worse.count()) < 2
            ? "one seed, no spread known"
            : apart ? "farther apart than the spread of the seeds" : "within the seeds' spread";
    return String.format(
        Locale.ROOT,
        "%s: not on %s at %d bits, %.3f with %.0f distinct codes against %.3f (%s)",
        name,
        group.data(),
        group.bits(),
        better.mean(),
        codes.mean(),
        worse.mean(),
        certainty);
  }
}
