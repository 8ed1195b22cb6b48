package hashing.probe;

/**
 * What the steps of a search cost, in nanoseconds: what plans are weighed by. Measured on one
 * thread of a server processor with 512-bit vectors and 32 MiB of last-level cache; only ratios
 * count.
 */
public final class ProbeCosts {

  /** One word of one code in a scan, most of them read from memory. */
  public static final double SCAN_WORD = 0.2;

  /** One bucket looked up: a cache miss. */
  public static final double LOOKUP = 20;

  /** One code fetched at random and compared. */
  public static final double VERIFY = 25;

  /** One entry of a bucket that its neighbouring substring rejects. */
  public static final double CHAIN_CHECK = 3;

  /** One document of another clause, from its number to its distance. */
  public static final double DOCUMENT = 35;

  private ProbeCosts() {}

  /** A scan of {@code codes} codes. */
  public static double scan(long codes, int wordCount) {
    return codes * (double) wordCount * SCAN_WORD;
  }
}
