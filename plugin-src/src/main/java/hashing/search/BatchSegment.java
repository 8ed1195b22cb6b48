package hashing.search;

import hashing.index.SegmentCodes;
import hashing.index.SubstringTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The search of one segment for a batch of queries: by the segment's tables, round by round, as
 * long as that costs a query less than a scan; several queries share a pass of that.
 *
 * <p>After a round all codes within a distance have been found. A query whose k-th document lies
 * within it is answered, as ties at the k-th place are all seen; the others go on to the next
 * round.
 */
final class BatchSegment {
  /** Queries that share a pass: with the blocks of a run they fit a second-level cache. */
  private static final int PASS = 32;

  /** Share of a scan's cost that may be spent before it is asked how far the k-th document is. */
  private static final double TRIAL = 0.1;

  private final BatchLeaf leaf;
  private final SegmentCodes codes;
  private final BatchCodes queries;
  private final BatchHits[] hits;
  private final int k;
  private final StopCheck stop;
  private final BatchCosts costs;

  /** Queries that go on, of which there are {@link #activeCount}. */
  private final int[] active;

  private int activeCount;

  /** Queries that are left to a scan. */
  private final int[] scanned;

  private int scannedCount;

  BatchSegment(
      BatchLeaf leaf,
      BatchCodes queries,
      BatchHits[] hits,
      int k,
      StopCheck stop,
      BatchCosts costs) {
    this.leaf = leaf;
    this.codes = leaf.codes();
    this.queries = queries;
    this.hits = hits;
    this.k = k;
    this.stop = stop;
    this.costs = costs;
    active = new int[queries.count()];
    scanned = new int[queries.count()];
  }

  /**
   * Finds the documents of the segment that are among the nearest of each query.
   *
   * @return entries met in buckets and codes compared in scans
   */
  long search() throws IOException {
    for (BatchHits own : hits) {
      own.enter(leaf);
    }
    Arrays.setAll(active, q -> q);
    activeCount = active.length;
    long products = 0;
    if (codes.tables().isEmpty()) {
      System.arraycopy(active, 0, scanned, 0, activeCount);
      scannedCount = activeCount;
    } else {
      BatchProbe probe = new BatchProbe(codes, queries, hits, stop);
      keep(probe, query -> bucketNanos(probe, query) < costs.scanNanos());
      rounds(probe);
      keep(probe, query -> false);
      products = probe.entries();
    }
    scan();
    return products + (long) scannedCount * codes.ordinalCount();
  }

  @FunctionalInterface
  private interface Choice {
    boolean goesOn(int query) throws IOException;
  }

  /** Leaves the active queries to a scan that are not chosen. */
  private void keep(BatchProbe probe, Choice choice) throws IOException {
    int kept = 0;
    for (int i = 0; i < activeCount; i++) {
      if (choice.goesOn(active[i])) {
        active[kept++] = active[i];
      } else {
        leave(probe, active[i]);
      }
    }
    activeCount = kept;
  }

  private void leave(BatchProbe probe, int query) {
    hits[query].skip(probe.collected(query));
    scanned[scannedCount++] = query;
  }

  /** What it costs to read a query's own buckets, as large as they are. */
  private double bucketNanos(BatchProbe probe, int query) throws IOException {
    long entries = 0;
    for (int t = 0; t < codes.tables().size(); t++) {
      SubstringTable table = codes.tables().get(t);
      int key = probe.key(t, query);
      entries += table.firstEntry(key + 1) - table.firstEntry(key);
    }
    return entries * BatchCosts.ENTRY;
  }

  private void rounds(BatchProbe probe) throws IOException {
    int tableCount = codes.tables().size();
    double spent = 0;
    while (activeCount > 0 && !costs.isDone()) {
      int steps = costs.complete() >= 0 ? 1 : leaf.wantsAll(k) ? Integer.MAX_VALUE : tableCount;
      double nanos = costs.nanos(steps);
      if (nanos > costs.scanNanos()) {
        return;
      }
      if (spent + nanos > TRIAL * costs.scanNanos()) {
        BatchForecast forecast =
            new BatchForecast(codes.byteLength() * Byte.SIZE, costs.widths(), costs.reached());
        keep(probe, query -> costs.nanosTo(forecast.distance(hits[query], k)) <= costs.scanNanos());
      }
      spent += nanos;
      costs.step(steps);
      probe.round(active, activeCount, costs.reached());
      dropAnswered();
    }
  }

  private void dropAnswered() {
    int left = 0;
    for (int i = 0; i < activeCount; i++) {
      if (hits[active[i]].cut() > costs.complete()) {
        active[left++] = active[i];
      }
    }
    activeCount = left;
  }

  /** Compares all codes with the queries that are left, several at a time. */
  private void scan() throws IOException {
    List<Integer> without = new ArrayList<>();
    List<Integer> withCut = new ArrayList<>();
    for (int i = 0; i < scannedCount; i++) {
      (hits[scanned[i]].isFull() ? withCut : without).add(scanned[i]);
    }
    int[] masks = scannedCount == 0 ? null : BlockBounds.masks(codes);
    for (int from = 0; from < without.size(); from += PASS) {
      pass(without.subList(from, Math.min(without.size(), from + PASS)), masks, true);
    }
    for (int from = 0; from < withCut.size(); from += PASS) {
      pass(withCut.subList(from, Math.min(withCut.size(), from + PASS)), masks, false);
    }
  }

  /**
   * One pass for several queries.
   *
   * @param nearFirst whether the blocks that look nearest come first, to learn how far to look
   */
  private void pass(List<Integer> shared, int[] masks, boolean nearFirst) throws IOException {
    List<QueryCodes> asked = new ArrayList<>();
    List<BlockBounds> bounds = new ArrayList<>();
    List<BatchHits> own = new ArrayList<>();
    for (int query : shared) {
      asked.add(queries.query(query));
      bounds.add(BlockBounds.shared(codes, masks, queries.query(query)));
      own.add(hits[query]);
    }
    BlockScan scan = new BlockScan(codes, asked, bounds, own);
    if (nearFirst) {
      scan.near();
    }
    scan.blocks(0, codes.blockCount(), !nearFirst);
  }
}
