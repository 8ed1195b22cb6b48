package hashing.probe;

/**
 * What the steps of a search cost, in nanoseconds of one thread: the measure by which a planner
 * compares strategies. Only their ratios matter.
 *
 * <p>Source: measured on two virtual x86-64 cores with AVX-512 and VPOPCNTDQ, JDK 25, tables of 16
 * million codes outside the caches.
 */
public final class ProbeCosts {

  /** One bucket: its two offsets, a cache miss. */
  public static final double LOOKUP = 20;

  /** One entry of a bucket, read in sequence, its neighbouring substring compared. */
  public static final double CHAIN = 3;

  /** One code fetched at random and compared in full. */
  public static final double VERIFY = 25;

  /** Share of a bucket's entries that the neighbouring substring lets through. */
  public static final double CHAIN_SURVIVORS = 0.05;

  /** One 64-bit word of a code in a columnar scan. */
  public static final double SCAN_WORD = 0.15;

  /** What a scan costs for each code beside its words. */
  public static final double SCAN_CODE = 0.1;

  /** One document of another clause: its ordinal looked up, its code verified. */
  public static final double VERIFY_DOCUMENT = VERIFY + 10;

  /** One entry met in a bucket, the codes that pass verified. */
  public static final double ENTRY = CHAIN + CHAIN_SURVIVORS * VERIFY;

  private ProbeCosts() {}

  /** A scan of codes for several query codes at once. */
  public static double scan(long codeCount, int wordCount, int queryCount) {
    return codeCount * (SCAN_CODE + SCAN_WORD * wordCount * queryCount);
  }
}
