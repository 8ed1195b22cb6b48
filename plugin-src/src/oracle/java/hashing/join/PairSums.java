package hashing.join;

/**
 * Pairs by their distance: how many there are, and a sum over them that does not depend on their
 * order and that two different sets of pairs have in common by chance alone, once in 2^64. Takes
 * pairs by one thread at a time.
 */
public final class PairSums {
  private final long[] counts;
  private final long[] sums;

  /**
   * @param most largest distance
   */
  public PairSums(int most) {
    counts = new long[most + 1];
    sums = new long[most + 1];
  }

  /** Adds a pair. */
  public void add(int left, int right, int distance) {
    counts[distance]++;
    sums[distance] += mixed((long) left << Integer.SIZE | right);
  }

  /** Spreads a number over 64 bits: the finisher of SplitMix64. */
  private static long mixed(long pair) {
    long mixed = pair + 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
    return mixed ^ mixed >>> 31;
  }

  /** Pairs within a radius. */
  public long countWithin(int radius) {
    long count = 0;
    for (int d = 0; d <= radius && d < counts.length; d++) {
      count += counts[d];
    }
    return count;
  }

  /** Whether these are the others' pairs within a radius, and no more. */
  public boolean areThoseOf(PairSums others, int radius) {
    for (int d = 0; d < counts.length; d++) {
      boolean within = d <= radius;
      if (counts[d] != (within ? others.counts[d] : 0)
          || sums[d] != (within ? others.sums[d] : 0)) {
        return false;
      }
    }
    return true;
  }
}
