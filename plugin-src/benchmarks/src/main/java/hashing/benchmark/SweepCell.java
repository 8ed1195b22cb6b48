package hashing.benchmark;

import java.util.Map;

/**
 * One cell of the sweep.
 *
 * @param micros median of a query by each strategy, {@code auto} for the planner's choice
 * @param best the fastest forced strategy
 * @param ratio the planner's time by the best one's
 * @param repeated whether it was measured again, longer
 */
record SweepCell(
    Place place, Map<String, Double> micros, String best, double ratio, boolean repeated) {

  /** What was asked of which codes; the filter's share in percent. */
  record Place(String kind, int bits, int count, String search, String filter) {}

  static SweepCell of(Place place, Map<String, Double> micros, boolean repeated) {
    String best = null;
    for (Map.Entry<String, Double> entry : micros.entrySet()) {
      if (!entry.getKey().equals("auto") && (best == null || entry.getValue() < micros.get(best))) {
        best = entry.getKey();
      }
    }
    return new SweepCell(place, micros, best, micros.get("auto") / micros.get(best), repeated);
  }
}
