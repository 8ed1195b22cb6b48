package hashing.search;

import hashing.index.SegmentCodes;
import hashing.probe.ProbeCosts;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.function.LongConsumer;

/**
 * The search of one segment for a radius, shared by all who ask one weight for it. Thread-safe.
 *
 * <p>Where a segment is searched in partitions by several threads, each needs the whole of it,
 * since codes do not lie in document order: whoever comes while a scan is running joins it, whoever
 * comes later is given its result while anybody still holds that.
 */
final class SegmentRadius {

  /** What a search found, and what it did. */
  record Found(NearDocuments documents, SearchTrace.Leaf trace) {}

  private final SegmentCodes codes;
  private final QueryCodes query;
  private final int maxDoc;
  private final boolean scored;
  private final LongConsumer memory;
  private final SegmentEstimate estimate;
  private TableSearch.RadiusPlan plan;
  private int planRadius = -1;
  private SharedScan scan;
  private SearchTrace.Leaf scanTrace;
  private WeakReference<NearDocuments> last = new WeakReference<>(null);
  private SearchTrace.Leaf lastTrace;
  private int lastRadius;

  SegmentRadius(
      SegmentCodes codes, QueryCodes query, int maxDoc, boolean scored, LongConsumer memory)
      throws IOException {
    this.memory = memory;
    this.codes = codes;
    this.query = query;
    this.maxDoc = maxDoc;
    this.scored = scored;
    this.estimate = new SegmentEstimate(codes, query);
  }

  SegmentCodes codes() {
    return codes;
  }

  /** Documents expected. */
  long documentsWithin(int radius) {
    return estimate.documentsWithin(radius);
  }

  /** Estimated cost of a search by tables or scan, whichever is cheaper. */
  double nanos(int radius) throws IOException {
    double scan = estimate.scanNanos(radius);
    if (scan <= ProbeCosts.RADIUS_PLANNING) {
      return scan;
    }
    return Math.min(plan(radius, scan).nanos(), scan);
  }

  private synchronized TableSearch.RadiusPlan plan(int radius, double limit) {
    if (planRadius != radius) {
      plan = TableSearch.plan(codes, query, estimate, radius, limit);
      planRadius = radius;
    }
    return plan;
  }

  /** The plan to go by, null for a scan. */
  private TableSearch.RadiusPlan tables(int radius, Strategy strategy) throws IOException {
    boolean forced = strategy == Strategy.TABLES;
    if (strategy == Strategy.SCAN) {
      return null;
    }
    double limit = forced ? Double.POSITIVE_INFINITY : estimate.scanNanos(radius);
    if (limit <= ProbeCosts.RADIUS_PLANNING) {
      return null;
    }
    TableSearch.RadiusPlan found = plan(radius, limit);
    return found.nanos() < limit ? found : null;
  }

  /**
   * Finds all documents within a radius, and perhaps some farther away.
   *
   * @throws SearchStoppedException if the search was told to stop
   */
  Found search(int radius, Strategy strategy, StopCheck stop) throws IOException {
    SharedScan shared;
    SearchTrace.Leaf trace;
    synchronized (this) {
      NearDocuments known = last.get();
      if (known != null && lastRadius >= radius) {
        return new Found(known, lastTrace);
      }
      TableSearch.RadiusPlan tables = tables(radius, strategy);
      if (tables != null) {
        return keep(byTables(radius, tables, stop), radius);
      }
      if (scan == null || scan.radius() < radius) {
        scanTrace = new SearchTrace.Leaf();
        scan =
            new SharedScan(
                codes, query, new RadiusFinds(maxDoc, radius, scored, memory), scanTrace);
      }
      shared = scan;
      trace = scanTrace;
    }
    try {
      return keep(new Found(shared.run(stop), trace), shared.radius());
    } finally {
      forget(shared);
    }
  }

  private synchronized Found keep(Found found, int radius) {
    last = new WeakReference<>(found.documents);
    lastTrace = found.trace;
    lastRadius = radius;
    return found;
  }

  private synchronized void forget(SharedScan ended) {
    if (scan == ended) {
      scan = null;
    }
  }

  private Found byTables(int radius, TableSearch.RadiusPlan tables, StopCheck stop)
      throws IOException {
    RadiusFinds finds = new RadiusFinds(maxDoc, radius, scored, memory);
    RadiusHits hits = new RadiusHits(finds, stop);
    SearchTrace.Leaf trace = new SearchTrace.Leaf();
    TableSearch.radius(codes, query, tables, hits, trace);
    finds.add(hits);
    NearDocuments found = finds.finish();
    trace.documents = found.size();
    return new Found(found, trace);
  }

  /**
   * Number of documents within a radius, deleted ones among them, -1 if it is expected to be so
   * small that finding the documents costs no more.
   *
   * @throws SearchStoppedException if the search was told to stop
   */
  int count(int radius, StopCheck stop) throws IOException {
    if (radius >= codes.byteLength() * Byte.SIZE) {
      return codes.documentCount();
    }
    if (documentsWithin(radius) < codes.documentCount() / 16) {
      return -1;
    }
    CountedHits hits = new CountedHits(radius, stop);
    BlockScan.run(codes, query, hits, new SearchTrace.Leaf());
    return hits.count();
  }
}
