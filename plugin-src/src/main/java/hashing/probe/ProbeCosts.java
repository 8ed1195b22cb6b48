package hashing.probe;

/**
 * What the steps of a search cost, in nanoseconds of one thread: the measure by which a planner
 * compares strategies. Only their ratios matter.
 *
 * <p>Source: fitted to searches with forced strategies on 1 and 10 million codes of 64 bits in
 * mapped files, on two virtual x86-64 cores with AVX-512 and VPOPCNTDQ and 32 MiB of third-level
 * cache, JDK 25; the benchmark {@code sweep} shows how well the choices fit.
 */
public final class ProbeCosts {

  /** Bytes of tables that a processor's cache holds, about. */
  private static final double CACHE = 8 << 20;

  /** One bucket: its two offsets; in the cache, and on top where they come from memory. */
  private static final double LOOKUP = 20;

  private static final double LOOKUP_MISS = 6;

  /** The first entry of a bucket, likewise. */
  private static final double BUCKET = 4;

  private static final double BUCKET_MISS = 24;

  /** One entry of a bucket, read in sequence, its neighbouring substring compared. */
  private static final double ENTRY = 1.5;

  /** One code fetched at random and compared in full, from memory. */
  public static final double VERIFY = 25;

  /** One 32-bit column of a code in a scan; in the cache, and where it comes from memory. */
  private static final double SCAN_COLUMN = 0.06;

  private static final double SCAN_COLUMN_MISS = 0.14;

  /** Bytes of codes that a processor's cache holds, about. */
  private static final double SCAN_CACHE = 24 << 20;

  /** What a scan costs for each code beside its columns. */
  private static final double SCAN_CODE = 0.03;

  /** What it costs for each code to look for the near ones of a block. */
  private static final double SCAN_MATCH = 0.2;

  /** Codes of a block, which share their first bits where codes are sorted. */
  private static final double BLOCK = 512;

  /** One document of another clause: its ordinal looked up, its code verified. */
  public static final double VERIFY_DOCUMENT = VERIFY + 15;

  /** One document of a filter, put into a bit set. */
  public static final double FILTER_BIT = 3;

  /**
   * One document near enough to be looked at, asked of a filter and put among the nearest; in the
   * cache, and on top where it comes from farther away.
   */
  private static final double COLLECT = 20;

  private static final double COLLECT_MISS = 20;

  /** Documents whose places a second-level cache holds, about. */
  private static final double COLLECT_CACHE = 100_000;

  /** What a search by tables costs before it looks anything up. */
  public static final double TABLES = 6_000;

  /** A scan within a radius that costs some times what it takes to find out what tables cost. */
  public static final double RADIUS_PLANNING = 8_000;

  /** The same for the nearest. */
  public static final double NEAREST_PLANNING = 64_000;

  private ProbeCosts() {}

  /**
   * A scan of codes for several query codes at once. Blocks that share many bits are ruled out by
   * them or need few columns, as {@link HammingKernel} decides.
   *
   * @param columnCount columns of a code
   * @param cut distance within which codes are wanted
   */
  public static double scan(long codeCount, int columnCount, int queryCount, int cut) {
    int shared = (int) Math.max(0, Math.log(codeCount / BLOCK) / Math.log(2));
    double columns = 0;
    double matched = 0;
    for (int d = 0; d <= Math.min(shared, cut); d++) {
      double share = SubstringEnumerator.count(shared, d) * Math.scalb(1.0, -shared);
      int read = HammingKernel.columnsRead(columnCount, cut - d);
      columns += share * Math.min(read, columnCount);
      matched += read > columnCount ? share : 0;
    }
    boolean cached = (double) codeCount * columnCount * Integer.BYTES <= SCAN_CACHE;
    double column = cached ? SCAN_COLUMN : SCAN_COLUMN_MISS;
    return codeCount * (SCAN_CODE + queryCount * (column * columns + SCAN_MATCH * matched));
  }

  /**
   * What a scan for the nearest costs on top: codes come as if by chance, so that the cut falls
   * slowly where a filter accepts few of them.
   *
   * @param documents documents with a code
   * @param share of them that the filter accepts
   */
  public static double collect(long documents, double share, int k) {
    double accepted = Math.max(k, documents * share);
    double looked = k * (1 + Math.log(accepted / k)) * documents / accepted;
    double each = documents <= COLLECT_CACHE ? COLLECT : COLLECT + COLLECT_MISS;
    return each * Math.min((double) documents, looked);
  }

  /**
   * Buckets of a multi-index looked up and their entries read.
   *
   * @param lookups buckets
   * @param entries entries in them, spread as if by chance
   * @param near share of the entries whose neighbouring substring lets them through
   * @param tableBytes size of all tables
   */
  public static double probe(double lookups, double entries, double near, long tableBytes) {
    double miss = tableBytes <= CACHE ? 0 : 1 - CACHE / tableBytes;
    double each = lookups == 0 ? 0 : entries / lookups;
    // 1 - exp(-each) but for a tenth, and far cheaper.
    double filled = lookups * (1 - 1 / (1 + each * (1 + each / 2)));
    return lookups * (LOOKUP + miss * LOOKUP_MISS)
        + filled * (BUCKET + miss * BUCKET_MISS)
        + entries * (ENTRY + near * VERIFY);
  }
}
