package hashing.search;

import java.util.List;
import java.util.Locale;
import org.apache.lucene.search.Query;

/** Queries that search every segment in one named way, to be compared with the planner's choice. */
public final class ForcedQueries {

  /** Ways to search, {@code auto} for the planner's choice. */
  public static final List<String> STRATEGIES = List.of("auto", "scan", "tables", "filter");

  private ForcedQueries() {}

  /** The {@code k} nearest documents. */
  public static Query nearest(
      String field, int bits, byte[] code, int k, Query filter, String strategy) {
    return new HammingKnnQuery(
        field, bits, List.of(code), k, bits, filter, null, strategy(strategy));
  }

  /** All documents within a radius. */
  public static Query within(String field, int bits, byte[] code, int radius, String strategy) {
    return new HammingRadiusQuery(field, bits, List.of(code), radius, strategy(strategy));
  }

  private static Strategy strategy(String name) {
    return Strategy.valueOf(name.toUpperCase(Locale.ROOT));
  }
}
