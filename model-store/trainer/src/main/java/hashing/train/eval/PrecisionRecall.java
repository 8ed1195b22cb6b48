package hashing.train.eval;

import java.util.ArrayList;
import java.util.List;

/**
 * Precision and recall of all codes within each radius, over the items of all queries together.
 *
 * @param points from the least radius that holds any item to the largest
 */
public record PrecisionRecall(List<Point> points) {

  /**
   * One radius.
   *
   * @param radius bits, inclusive
   * @param recall relevant items within it, divided by all relevant ones; 0 where there are none
   * @param precision relevant items within it, divided by the items within it
   */
  public record Point(int radius, double recall, double precision) {}

  /** Cost: a scan of the database a query. */
  public static PrecisionRecall of(CodedItems queries, CodedItems database) {
    int bits = database.bitCount();
    WordCodes words = new WordCodes(database);
    long[] all = new long[bits + 1];
    long[] relevant = new long[bits + 1];
    int[] allOfOne = new int[bits + 1];
    int[] relevantOfOne = new int[bits + 1];
    long total = 0;
    for (int query = 0; query < queries.size(); query++) {
      words.histograms(queries, query, allOfOne, relevantOfOne);
      for (int distance = 0; distance <= bits; distance++) {
        all[distance] += allOfOne[distance];
        relevant[distance] += relevantOfOne[distance];
        total += relevantOfOne[distance];
      }
    }
    List<Point> points = new ArrayList<>();
    long met = 0;
    long found = 0;
    for (int radius = 0; radius <= bits; radius++) {
      met += all[radius];
      found += relevant[radius];
      if (met > 0) {
        points.add(
            new Point(radius, total == 0 ? 0 : (double) found / total, (double) found / met));
      }
    }
    return new PrecisionRecall(points);
  }
}
