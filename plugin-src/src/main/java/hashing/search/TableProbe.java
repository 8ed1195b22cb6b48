package hashing.search;

import hashing.index.BucketBatch;
import hashing.index.SegmentCodes;
import hashing.index.SubstringTable;
import hashing.probe.SubstringEnumerator;
import java.io.IOException;
import java.util.Arrays;

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
  private final int[] visits = new int[BucketBatch.MAX_ENTRIES];
  private final long[] words;

  /** How far each table was visited, the visit at hand included; -1 not at all. */
  private final int[] reached;

  /** For each table and distance the number of its visit, those to come behind all. */
  private final int[][] visitNumbers;

  private int visitCount;

  /** Null within a radius. */
  private MetCodes met;

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
    visitNumbers = new int[tables.length][];
    for (int t = 0; t < tables.length; t++) {
      queryKeys[t] = tables[t].key(query.words(queryCode));
      values[t] = new SubstringEnumerator(tables[t].bits());
      reached[t] = -1;
      visitNumbers[t] = new int[tables[t].bits() + 1];
      Arrays.fill(visitNumbers[t], Integer.MAX_VALUE);
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
        begin(t, d);
        while (nextValues(t, 0, chain - d)) {
          while (tables[t].read(batch)) {
            count();
            take(t, thresholds);
          }
        }
      }
    }
  }

  private void take(int table, int[] thresholds) throws IOException {
    compare(batch.ordinalCount);
    for (int i = 0; i < batch.ordinalCount; i++) {
      if (distances[i] <= hits.cut()) {
        load(batch.ordinals[i]);
        if (!inEarlierTable(table, thresholds)) {
          collect(i);
        }
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
   * Visits the values of one table at the next distance, on the way to the nearest codes. Codes met
   * are kept for {@link #verify}.
   *
   * <p>A code within the cut that no visit has met is farther than {@code reached[i]} in every
   * table {@code i}. That bounds its distance in the next table from below, and, as the tables
   * share no bit, also from above: what the others need at least is taken off the cut.
   */
  void shell(int table) throws IOException {
    if (met == null) {
      met = new MetCodes(hits.cut());
    }
    int distance = ++reached[table];
    visitNumbers[table][distance] = visitCount++;
    int next = next(table);
    if (tables.length == 1) {
      meet(table, distance, distance, distance, 0);
      return;
    }
    int least = distance;
    for (int t = 0; t < tables.length; t++) {
      least += t == table || t == next ? 0 : reached[t] + 1;
    }
    if (hits.cut() - least > reached[next]) {
      meet(table, distance, reached[next] + 1, hits.cut() - least, least);
    }
  }

  /**
   * Keeps the codes at one distance in a table.
   *
   * @param bound least distance of a code outside the next table
   */
  private void meet(int table, int distance, int least, int most, int bound) throws IOException {
    begin(table, distance);
    while (nextValues(table, least, most)) {
      while (tables[table].read(batch)) {
        count();
        for (int i = 0; i < batch.ordinalCount; i++) {
          met.add(bound + batch.nextDistances[i], batch.ordinals[i], visitCount - 1);
        }
        if (met.size() > MetCodes.MOST) {
          verify(hits.cut());
        }
      }
    }
  }

  /** Compares those codes in full that were met and may lie within a distance. */
  void verify(int distance) throws IOException {
    int[] ordinals = batch.ordinals;
    int count = met.take(Math.min(distance, hits.cut()), ordinals, visits);
    while (count > 0) {
      hits.stop.tick(count);
      compare(count);
      for (int i = 0; i < count; i++) {
        if (distances[i] <= hits.cut()) {
          load(ordinals[i]);
          if (!metBefore(visits[i])) {
            collect(i);
          }
        }
      }
      count = met.take(Math.min(distance, hits.cut()), ordinals, visits);
    }
  }

  /** Whether a visit before this one met the code, and kept it if it was of use. */
  private boolean metBefore(int visit) {
    for (int t = 0; t < tables.length; t++) {
      if (visitNumbers[t][tableDistance(t)] < visit) {
        return true;
      }
    }
    return false;
  }

  private void begin(int table, int distance) {
    values[table].start(queryKeys[table], distance);
  }

  /**
   * Goes on to the next values of a table; entries with a next substring out of bounds fall out.
   */
  private boolean nextValues(int table, int least, int most) {
    batch.keyCount = values[table].next(batch.keys);
    trace.probed += batch.keyCount;
    hits.stop.tick(batch.keyCount);
    batch.start(queryKeys[next(table)], least, most);
    return batch.keyCount > 0;
  }

  private void count() {
    trace.candidates += batch.entryCount;
    hits.stop.tick(batch.entryCount);
  }

  private void compare(int count) throws IOException {
    trace.verified += count;
    codes.distances(query.words(queryCode), batch.ordinals, count, hits.cut(), distances);
  }

  /** Takes the batch's code whose words were loaded. */
  private void collect(int index) throws IOException {
    if (query.nearest(words) == queryCode) {
      hits.collectOrdinal(codes, batch.ordinals[index], distances[index]);
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
}
