package hashing.search;

import hashing.index.BucketBatch;
import hashing.index.SegmentCodes;
import hashing.index.SubstringTable;
import hashing.probe.SubstringEnumerator;
import java.io.IOException;
import java.util.Arrays;

/**
 * Looks up many query codes in a segment's multi-index at once: the sparse product of queries and
 * buckets with buckets and codes. The buckets of one table that all queries ask for are read in
 * their order, each query's codes compared as they are met. Not thread-safe.
 *
 * <p>Rounds go on from one another: a round from thresholds {@code s} to {@code t} finds what
 * {@code t} lets through and {@code s} did not, by the chains of {@link TableProbe#radius}, so that
 * after it all codes within a distance of {@code sum(t) + tables - 1} have been found. Whether a
 * code was met before is told by its distances in the tables; nothing is remembered of it.
 *
 * <p>Source: Shivdikar, "SMASH", 2021, for the row-wise product; Qin, Xiao, "Pigeonring", PVLDB
 * 12(1), 2018. Differs from the thesis: products of a row are not merged in a hash table, as the
 * neighbouring substring leaves few of them, and the first table that lets one through counts.
 */
final class BatchProbe {
  /** Bucket look-ups that are put in order at once, 1 MiB of them. */
  private static final int WINDOW = 1 << 17;

  /** Candidates compared at once, so that cache misses overlap. */
  private static final int COMPARED = 1024;

  private final SegmentCodes codes;
  private final BatchCodes queries;
  private final BatchHits[] hits;
  private final StopCheck stop;
  private final SubstringTable[] tables;
  private final SubstringEnumerator[] values;

  /** Of each table, each query's substring. */
  private final int[][] keys;

  /** Of each table, ones at the code's bits that are in its substring. */
  private final long[][] masks;

  /** How near a code must be to be of use, for each query. */
  private final int[] cuts;

  /** Bucket in the high 32 bits, query in the low ones. */
  private long[] probes = new long[256];

  private int probeCount;
  private final ProbeSorter sorter = new ProbeSorter();
  private final ProbeSorter candidateSorter = new ProbeSorter();
  private final int ordinalBits;
  private final BucketBatch batch = new BucketBatch();

  /** Code in the high 32 bits, query in the low ones. */
  private long[] candidates = new long[BucketBatch.MAX_ENTRIES];

  private int candidateCount;
  private final int[] owners = new int[COMPARED];
  private final int[] ordinals = new int[COMPARED];
  private final int[] distances = new int[COMPARED];
  private final long[] words;
  private final int[] tableDistances;

  private long entries;

  /** Thresholds of the round before and of that at hand. */
  private int[] before;

  private int[] after;

  BatchProbe(SegmentCodes codes, BatchCodes queries, BatchHits[] hits, StopCheck stop) {
    this.codes = codes;
    this.queries = queries;
    this.hits = hits;
    this.stop = stop;
    tables = codes.tables().toArray(SubstringTable[]::new);
    values = new SubstringEnumerator[tables.length];
    keys = new int[tables.length][];
    masks = new long[tables.length][];
    for (int t = 0; t < tables.length; t++) {
      values[t] = new SubstringEnumerator(tables[t].bits());
      keys[t] = queries.keys(tables[t]);
      masks[t] = mask(tables[t]);
    }
    cuts = new int[queries.count()];
    ordinalBits = Integer.SIZE - Integer.numberOfLeadingZeros(codes.ordinalCount());
    words = new long[codes.wordCount()];
    tableDistances = new int[tables.length];
    after = new int[tables.length];
    Arrays.fill(after, -1);
    before = after;
  }

  private long[] mask(SubstringTable table) {
    long[] mask = new long[codes.wordCount()];
    long[] single = new long[codes.wordCount()];
    for (int bit = 0; bit < codes.byteLength() * Byte.SIZE; bit++) {
      single[bit / Long.SIZE] = Long.MIN_VALUE >>> (bit % Long.SIZE);
      mask[bit / Long.SIZE] |= table.key(single) == 0 ? 0 : single[bit / Long.SIZE];
      single[bit / Long.SIZE] = 0;
    }
    return mask;
  }

  /**
   * Finds what thresholds let through that the last round's did not.
   *
   * @param active queries, of which the first {@code count} are looked up
   * @param thresholds not below those of the round before
   */
  void round(int[] active, int count, int[] thresholds) throws IOException {
    before = after;
    after = thresholds.clone();
    for (int i = 0; i < count; i++) {
      cuts[active[i]] = hits[active[i]].cut();
    }
    for (int t = 0; t < tables.length; t++) {
      for (int d = 0; d <= Math.min(after[t], tables[t].bits()); d++) {
        int least = d <= before[t] ? chain(before, t) - d + 1 : 0;
        int most = chain(after, t) - d;
        if (least <= most) {
          visit(t, d, least, most, active, count);
        }
      }
    }
  }

  /** Largest sum of a code's distances in a table and the next one. */
  private int chain(int[] thresholds, int table) {
    // The ring of one table: an entry carries its own substring, which says nothing new.
    return tables.length == 1
        ? Integer.SIZE + thresholds[table]
        : thresholds[table] + thresholds[next(table)] + 1;
  }

  private int next(int table) {
    return table + 1 == tables.length ? 0 : table + 1;
  }

  /** Looks up the values of one table at one distance for all queries. */
  private void visit(int table, int distance, int least, int most, int[] active, int count)
      throws IOException {
    for (int i = 0; i < count; i++) {
      int query = active[i];
      values[table].start(keys[table][query], distance);
      while (values[table].next()) {
        if (probeCount == WINDOW) {
          read(table, least, most);
        }
        add((long) values[table].value() << Integer.SIZE | query);
      }
    }
    read(table, least, most);
  }

  private void add(long probe) {
    if (probeCount == probes.length) {
      probes = Arrays.copyOf(probes, Math.min(WINDOW, 4 * probeCount));
    }
    probes[probeCount++] = probe;
  }

  /** Reads the buckets that were put down, in their order. */
  private void read(int table, int least, int most) throws IOException {
    long[] sorted = sorter.sort(probes, probeCount, tables[table].bits());
    int[] nextKeys = keys[next(table)];
    for (int from = 0; from < probeCount; from += BucketBatch.MAX_KEYS) {
      batch.keyCount = Math.min(BucketBatch.MAX_KEYS, probeCount - from);
      for (int i = 0; i < batch.keyCount; i++) {
        batch.keys[i] = (int) (sorted[from + i] >>> Integer.SIZE);
        batch.nextKeys[i] = nextKeys[(int) sorted[from + i]];
      }
      stop.tick(batch.keyCount);
      batch.start(least, most);
      while (tables[table].read(batch)) {
        stop.tick(batch.entryCount);
        entries += batch.entryCount;
        for (int i = 0; i < batch.ordinalCount; i++) {
          if (candidateCount == candidates.length) {
            room(table);
          }
          long owner = (int) sorted[from + batch.places[i]];
          candidates[candidateCount++] = (long) batch.ordinals[i] << Integer.SIZE | owner;
        }
      }
    }
    probeCount = 0;
    take(table);
  }

  /** Makes room for candidates: compares those there are, or has more of them wait. */
  private void room(int table) throws IOException {
    if (candidateCount < WINDOW) {
      candidates = Arrays.copyOf(candidates, 2 * candidateCount);
    } else {
      take(table);
    }
  }

  /** Compares the codes that were met, each with its query, in their order. */
  private void take(int table) throws IOException {
    long[] sorted = candidateSorter.sort(candidates, candidateCount, ordinalBits);
    for (int from = 0; from < candidateCount; from += COMPARED) {
      int count = Math.min(COMPARED, candidateCount - from);
      for (int i = 0; i < count; i++) {
        ordinals[i] = (int) (sorted[from + i] >>> Integer.SIZE);
        owners[i] = (int) sorted[from + i];
      }
      stop.tick(count);
      codes.distances(queries.words(), owners, ordinals, count, cuts, distances);
      for (int i = 0; i < count; i++) {
        if (distances[i] <= cuts[owners[i]]) {
          collect(table, owners[i], ordinals[i], distances[i]);
        }
      }
    }
    candidateCount = 0;
  }

  /** Takes a code that is near enough, unless it was met before. */
  private void collect(int table, int query, int ordinal, int distance) throws IOException {
    compare(query, ordinal);
    if (!passes(before, tables.length) && !passes(after, table)) {
      hits[query].collectOrdinal(codes, ordinal, distance);
      cuts[query] = hits[query].cut();
    }
  }

  /** Finds a code's distance from a query in each table. */
  private void compare(int query, int ordinal) throws IOException {
    for (int w = 0; w < words.length; w++) {
      words[w] = codes.word(ordinal, w) ^ queries.words()[query * words.length + w];
    }
    for (int t = 0; t < tables.length; t++) {
      int sum = 0;
      for (int w = 0; w < words.length; w++) {
        sum += Long.bitCount(words[w] & masks[t][w]);
      }
      tableDistances[t] = sum;
    }
  }

  /** Whether one of the first tables lets the code through that was compared. */
  private boolean passes(int[] thresholds, int tableCount) {
    for (int t = 0; t < tableCount; t++) {
      int own = tableDistances[t];
      if (own <= thresholds[t] && own + tableDistances[next(t)] <= chain(thresholds, t)) {
        return true;
      }
    }
    return false;
  }

  /** Entries met in buckets, once for each query that met them. */
  long entries() {
    return entries;
  }

  /** A query's substring in a table. */
  int key(int table, int query) {
    return keys[table][query];
  }

  /** What of the segment was found for a query so far. */
  BatchHits.CollectedCodes collected(int query) {
    int[] thresholds = after;
    return ordinal -> {
      compare(query, ordinal);
      return passes(thresholds, tables.length);
    };
  }
}
