package hashing.search;

import java.util.concurrent.atomic.LongAdder;

/**
 * What the queries of a node did since it started. Adding costs a few nanoseconds a query and
 * segment. Thread-safe.
 *
 * <p>Documents that are verified one by one while another clause leads are not counted as verified,
 * as that happens after a segment's search was taken in.
 */
public final class SearchCounters {

  private final LongAdder queries = new LongAdder();
  private final LongAdder scans = new LongAdder();
  private final LongAdder tables = new LongAdder();
  private final LongAdder filters = new LongAdder();
  private final LongAdder generic = new LongAdder();
  private final LongAdder probed = new LongAdder();
  private final LongAdder candidates = new LongAdder();
  private final LongAdder verified = new LongAdder();

  /**
   * The counts at one moment.
   *
   * @param queries one for each shard that a query was run on
   * @param scans segments of which every code was compared
   * @param tables segments whose tables were probed
   * @param filters segments of which another clause's documents were compared one by one
   * @param generic segments in another format, whose codes were read one by one
   * @param probed bucket look-ups
   * @param candidates codes met in buckets
   * @param verified codes compared in full
   */
  public record Counts(
      long queries,
      long scans,
      long tables,
      long filters,
      long generic,
      long probed,
      long candidates,
      long verified) {}

  void addQuery() {
    queries.increment();
  }

  void addSegment(Strategy strategy, long probes, long met, long compared) {
    switch (strategy) {
      case SCAN -> scans.increment();
      case TABLES -> tables.increment();
      case FILTER, VERIFY -> filters.increment();
      case GENERIC -> generic.increment();
      case AUTO -> {} // stopped before it was decided
    }
    probed.add(probes);
    candidates.add(met);
    verified.add(compared);
  }

  /** The counts now; those of one query may be there in part. */
  public Counts counts() {
    return new Counts(
        queries.sum(),
        scans.sum(),
        tables.sum(),
        filters.sum(),
        generic.sum(),
        probed.sum(),
        candidates.sum(),
        verified.sum());
  }
}
