package hashing.probe;

/**
 * What the steps of a search cost, in nanoseconds of one thread: the measure by which a planner
 * compares strategies. Only their ratios matter.
 *
 * <p>Source: measured on two virtual x86-64 cores with AVX-512 and VPOPCNTDQ, JDK 25, on one
 * million codes of 64 and 128 bits in mapped files; each step with the checks that its reader
 * makes.
 */
public final class ProbeCosts {

  /** One bucket: its two offsets, a cache miss. */
  public static final double LOOKUP = 70;

  /** One entry of a bucket, read in sequence, its neighbouring substring compared. */
  public static final double CHAIN = 10;

  /** One code fetched at random and compared in full. */
  public static final double VERIFY = 50;

  /** Share of a bucket's entries that the neighbouring substring lets through. */
  public static final double CHAIN_SURVIVORS = 0.05;

  /** One 64-bit word of a code in a columnar scan. */
  public static final double SCAN_WORD = 0.15;

  /** What a scan costs for each code beside its words. */
  public static final double SCAN_CODE = 0.1;

  /** One document of another clause: its ordinal looked up, its code verified. */
  public static final double VERIFY_DOCUMENT = VERIFY + 50;

  /** One entry met in a bucket, the codes that pass verified. */
  public static final double ENTRY = CHAIN + CHAIN_SURVIVORS * VERIFY;

  /**
   * The same on the way to the nearest codes, when the radius is not known yet and about half of
   * the entries must be verified.
   */
  public static final double ENTRY_NEAREST = CHAIN + 0.5 * VERIFY;

  private ProbeCosts() {}

  /** A scan of codes for several query codes at once. */
  public static double scan(long codeCount, int wordCount, int queryCount) {
    return codeCount * (SCAN_CODE + SCAN_WORD * wordCount * queryCount);
  }
}
