package hashing.search;

import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * How a query was answered, segment by segment: what the query's {@code toString} shows behind it,
 * and so the profile of a request. No part of the query's identity. Thread-safe.
 */
final class SearchTrace {

  private final Map<Integer, String> segments = new ConcurrentSkipListMap<>();

  void add(int leaf, Entry entry) {
    segments.put(leaf, entry.toString());
  }

  @Override
  public String toString() {
    if (segments.isEmpty()) {
      return "";
    }
    StringJoiner text = new StringJoiner("; ", " {", "}");
    segments.forEach((leaf, entry) -> text.add("segment " + leaf + ": " + entry));
    return text.toString();
  }

  /** One segment's counters, written by the one thread that searches it. */
  static final class Entry {

    /** How the segment was searched. */
    enum Strategy {
      SCAN,
      TABLES,
      TABLES_THEN_SCAN,
      FILTER,
      GENERIC,
      EACH_DOCUMENT
    }

    Strategy strategy;

    /** Buckets looked up. */
    long probed;

    /** Entries met in them, or documents asked about. */
    long candidates;

    /** Codes compared with the query. */
    long verified;

    /** Distance up to which every code was met. */
    int complete = -1;

    @Override
    public String toString() {
      return strategy.name().toLowerCase(Locale.ROOT)
          + " probed "
          + probed
          + " candidates "
          + candidates
          + " verified "
          + verified
          + " complete to "
          + complete;
    }
  }
}
