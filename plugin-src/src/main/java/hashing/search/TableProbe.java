package hashing.search;

import hashing.index.SegmentCodes;
import hashing.index.SubstringTable;
import hashing.probe.SubstringEnumerator;
import java.io.IOException;
import java.util.List;

/**
 * Looks up one query code in a segment's multi-index. Not thread-safe.
 *
 * <p>A code may be met in several tables; it counts in the first one that lets it through, so that
 * nothing need be remembered of codes met before.
 */
final class TableProbe {

  private final SegmentCodes codes;
  private final QueryCodes query;
  private final int queryCode;
  private final HitCollector hits;
  private final SearchTrace.Leaf trace;
  private final SubstringTable[] tables;
  private final int[] queryKeys;
  private final SubstringEnumerator[] values;
  private final long[] words;

  TableProbe(
      SegmentCodes codes,
      QueryCodes query,
      int queryCode,
      HitCollector hits,
      SearchTrace.Leaf trace) {
    this.codes = codes;
    this.query = query;
    this.queryCode = queryCode;
    this.hits = hits;
    this.trace = trace;
    List<SubstringTable> all = codes.tables();
    tables = all.toArray(SubstringTable[]::new);
    queryKeys = new int[tables.length];
    values = new SubstringEnumerator[tables.length];
    for (int t = 0; t < tables.length; t++) {
      queryKeys[t] = tables[t].key(query.words(queryCode));
      values[t] = new SubstringEnumerator(tables[t].bits());
    }
    words = new long[codes.wordCount()];
  }

  int tableCount() {
    return tables.length;
  }

  int bits(int table) {
    return tables[table].bits();
  }

  /**
   * Finds every code within the collector's cut, which stays as it is.
   *
   * <p>With {@code sum(t) = radius - tables + 1}, some table {@code i} of a code within the radius
   * has {@code H[i] <= t[i]} and, unless it is the only one, {@code H[i] + H[i + 1] <= t[i] + t[i +
   * 1] + 1}: the amounts {@code H - t - 1} sum to less than zero round the ring, so that from some
   * start all their partial sums stay below zero. The second condition is read off the bucket.
   *
   * <p>Source: Qin, Xiao, "Pigeonring: A Principle for Faster Thresholded Similarity Search", PVLDB
   * 12(1), 2018, chains of length 2, for integer thresholds.
   *
   * @param thresholds how far to look in each table, -1 not at all
   */
  void radius(int[] thresholds) throws IOException {
    int cut = hits.cut();
    for (int t = 0; t < tables.length; t++) {
      for (int d = 0; d <= Math.min(thresholds[t], bits(t)); d++) {
        int next = (t + 1) % tables.length;
        int chain = tables.length == 1 ? cut : thresholds[t] + thresholds[next] + 1;
        values[t].start(queryKeys[t], d);
        while (values[t].next()) {
          int end = tables[t].firstEntry(values[t].value() + 1);
          int entry = tables[t].firstEntry(values[t].value());
          count(end - entry);
          for (; entry < end; entry++) {
            long found = tables[t].entry(entry);
            if (nearNext(found, next, d, chain)) {
              int ordinal = (int) found;
              int distance = verify(ordinal, cut);
              if (distance <= cut
                  && !inEarlierTable(ordinal, t, thresholds)
                  && !nearEarlierCode(ordinal, cut)) {
                int least = query.count() == 1 ? distance : query.distance(codes, ordinal, cut);
                hits.collectOrdinal(codes, ordinal, least);
              }
            }
          }
        }
      }
    }
  }

  /**
   * Visits the values of one table at exactly one distance, on the way to the nearest codes.
   *
   * @param reached how far each table was visited, this visit included
   */
  void shell(int table, int[] reached) throws IOException {
    int distance = reached[table];
    int next = (table + 1) % tables.length;
    values[table].start(queryKeys[table], distance);
    while (values[table].next()) {
      int end = tables[table].firstEntry(values[table].value() + 1);
      int entry = tables[table].firstEntry(values[table].value());
      count(end - entry);
      for (; entry < end; entry++) {
        long found = tables[table].entry(entry);
        int cut = hits.cut();
        // Two tables share no bit, so that their distances add up to at most the code's.
        if (tables.length == 1 || nearNext(found, next, distance, cut)) {
          int ordinal = (int) found;
          int whole = verify(ordinal, cut);
          if (whole <= cut && !visited(ordinal, table, reached)) {
            hits.collectOrdinal(codes, ordinal, whole);
          }
        }
      }
    }
  }

  private void count(int entries) {
    trace.probed++;
    trace.candidates += entries;
    hits.stop.tick(1 + entries);
  }

  private boolean nearNext(long entry, int next, int distance, int chain) {
    return tables.length == 1
        || distance + Integer.bitCount((int) (entry >>> Integer.SIZE) ^ queryKeys[next]) <= chain;
  }

  private int verify(int ordinal, int cut) throws IOException {
    trace.verified++;
    return QueryCodes.distance(query.words(queryCode), codes, ordinal, cut);
  }

  private void load(int ordinal) throws IOException {
    for (int w = 0; w < words.length; w++) {
      words[w] = codes.word(ordinal, w);
    }
  }

  private int tableDistance(int table) {
    return Integer.bitCount(tables[table].key(words) ^ queryKeys[table]);
  }

  private boolean inEarlierTable(int ordinal, int table, int[] thresholds) throws IOException {
    if (table == 0) {
      return false;
    }
    load(ordinal);
    for (int t = 0; t < table; t++) {
      int own = tableDistance(t);
      if (own <= thresholds[t]
          && own + tableDistance(t + 1) <= thresholds[t] + thresholds[t + 1] + 1) {
        return true;
      }
    }
    return false;
  }

  private boolean nearEarlierCode(int ordinal, int cut) throws IOException {
    for (int c = 0; c < queryCode; c++) {
      if (QueryCodes.distance(query.words(c), codes, ordinal, cut) <= cut) {
        return true;
      }
    }
    return false;
  }

  /** Whether a visit before the present one met the code, and took it if it was of use. */
  private boolean visited(int ordinal, int table, int[] reached) throws IOException {
    load(ordinal);
    for (int t = 0; t < tables.length; t++) {
      if (t != table && tableDistance(t) <= reached[t]) {
        return true;
      }
    }
    return false;
  }
}
