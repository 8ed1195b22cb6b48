package hashing.search;

import hashing.index.BucketBatch;
import hashing.index.SegmentCodes;
import hashing.index.SubstringTable;
import hashing.probe.SubstringEnumerator;
import java.io.IOException;

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
  private final BucketBatch batch;
  private final int[] distances = new int[BucketBatch.MAX_ENTRIES];
  private final long[] words;

  /** How far each table was visited, the visit at hand included; -1 not at all. */
  private final int[] reached;

  /**
   * @param batch for this one's use; probes of one thread may share it
   */
  TableProbe(
      SegmentCodes codes,
      QueryCodes query,
      int queryCode,
      HitCollector hits,
      BucketBatch batch,
      SearchTrace.Leaf trace) {
    this.codes = codes;
    this.query = query;
    this.queryCode = queryCode;
    this.hits = hits;
    this.batch = batch;
    this.trace = trace;
    tables = codes.tables().toArray(SubstringTable[]::new);
    queryKeys = new int[tables.length];
    values = new SubstringEnumerator[tables.length];
    reached = new int[tables.length];
    for (int t = 0; t < tables.length; t++) {
      queryKeys[t] = tables[t].key(query.words(queryCode));
      values[t] = new SubstringEnumerator(tables[t].bits());
      reached[t] = -1;
    }
    words = new long[codes.wordCount()];
  }

  /** How far each table was visited by {@link #shell}, -1 not at all; not to be written to. */
  int[] reached() {
    return reached;
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
    for (int t = 0; t < tables.length; t++) {
      // The ring of one table: an entry carries its own substring, which says nothing new.
      int chain = tables.length == 1 ? 2 * Integer.SIZE : chain(thresholds, t);
      for (int d = 0; d <= Math.min(thresholds[t], tables[t].bits()); d++) {
        visit(t, d, 0, chain - d, thresholds);
      }
    }
  }

  private int chain(int[] thresholds, int table) {
    return thresholds[table] + thresholds[next(table)] + 1;
  }

  private int next(int table) {
    return table + 1 == tables.length ? 0 : table + 1;
  }

  /**
   * Visits the values of one table at the next distance, on the way to the nearest codes.
   *
   * <p>A code within the cut that no visit has met is farther than {@code reached[i]} in every
   * table {@code i}. That bounds its distance in the next table from below, and, as the tables
   * share no bit, also from above: what the others need at least is taken off the cut.
   */
  void shell(int table) throws IOException {
    int distance = ++reached[table];
    int next = next(table);
    if (tables.length == 1) {
      visit(table, distance, distance, distance, null);
      return;
    }
    int most = hits.cut() - distance;
    for (int t = 0; t < tables.length; t++) {
      most -= t == table || t == next ? 0 : reached[t] + 1;
    }
    if (most > reached[next]) {
      visit(table, distance, reached[next] + 1, most, null);
    }
  }

  /**
   * Visits all values of a table at one distance.
   *
   * @param least entries whose next substring is nearer are left out
   * @param most so are those where it is farther away
   * @param thresholds the plan of a search within a radius, null on the way to the nearest
   */
  private void visit(int table, int distance, int least, int most, int[] thresholds)
      throws IOException {
    values[table].start(queryKeys[table], distance);
    while ((batch.keyCount = values[table].next(batch.keys)) > 0) {
      trace.probed += batch.keyCount;
      hits.stop.tick(batch.keyCount);
      batch.start(queryKeys[next(table)], least, most);
      while (tables[table].read(batch)) {
        trace.candidates += batch.entryCount;
        hits.stop.tick(batch.entryCount);
        verify(table, thresholds);
      }
    }
  }

  private void verify(int table, int[] thresholds) throws IOException {
    trace.verified += batch.ordinalCount;
    codes.distances(
        query.words(queryCode), batch.ordinals, batch.ordinalCount, hits.cut(), distances);
    for (int i = 0; i < batch.ordinalCount; i++) {
      if (distances[i] <= hits.cut()) {
        int ordinal = batch.ordinals[i];
        load(ordinal);
        if (!(thresholds == null ? visited(table) : inEarlierTable(table, thresholds))
            && query.nearest(words) == queryCode) {
          hits.collectOrdinal(codes, ordinal, distances[i]);
        }
      }
    }
  }

  private void load(int ordinal) throws IOException {
    for (int w = 0; w < words.length; w++) {
      words[w] = codes.word(ordinal, w);
    }
  }

  private int tableDistance(int table) {
    return Integer.bitCount(tables[table].key(words) ^ queryKeys[table]);
  }

  private boolean inEarlierTable(int table, int[] thresholds) {
    for (int t = 0; t < table; t++) {
      int own = tableDistance(t);
      if (own <= thresholds[t] && own + tableDistance(t + 1) <= chain(thresholds, t)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a visit before the present one met the code, and took it if it was of use. */
  private boolean visited(int table) {
    for (int t = 0; t < tables.length; t++) {
      if (t != table && tableDistance(t) <= reached[t]) {
        return true;
      }
    }
    return false;
  }
}
