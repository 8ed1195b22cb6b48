package hashing.train.eval;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an evaluation found; means over all queries, those without a relevant item counting 0.
 *
 * @param queries number of queries
 * @param queriesWithoutRelevant of them, those whose class the database does not have
 * @param database number of items searched
 * @param map mean average precision over the whole ranking
 * @param mapHash by cut-off: divided by the relevant items inside it
 * @param mapIr by cut-off: divided by the smaller of the cut-off and all relevant items
 * @param precision by cut-off: relevant items inside, divided by it
 * @param precisionInRadius relevant items within radius 2, divided by the items there; 0 if none
 * @param emptyBallRate share of queries with no item within radius 2
 * @param bitBalance mean over the bits of 1 - |ones - zeros| / items: 1 if each bit halves the
 *     database, 0 if all are constant
 */
public record RetrievalMetrics(
    int queries,
    int queriesWithoutRelevant,
    int database,
    double map,
    Map<Integer, Double> mapHash,
    Map<Integer, Double> mapIr,
    Map<Integer, Double> precision,
    double precisionInRadius,
    double emptyBallRate,
    double bitBalance) {

  /** All of it by the names of reports, for example {@code map_hash@1000}. */
  public Map<String, Double> asMap() {
    Map<String, Double> named = new LinkedHashMap<>();
    named.put("queries", (double) queries);
    named.put("queries_without_relevant", (double) queriesWithoutRelevant);
    named.put("database", (double) database);
    named.put("map", map);
    mapHash.forEach((cutoff, value) -> named.put("map_hash@" + cutoff, value));
    mapIr.forEach((cutoff, value) -> named.put("map_ir@" + cutoff, value));
    precision.forEach((cutoff, value) -> named.put("precision@" + cutoff, value));
    named.put("precision_radius_" + RetrievalEvaluator.RADIUS, precisionInRadius);
    named.put("empty_ball_rate", emptyBallRate);
    named.put("bit_balance", bitBalance);
    return named;
  }
}
