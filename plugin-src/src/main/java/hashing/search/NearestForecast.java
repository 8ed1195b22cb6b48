package hashing.search;

/**
 * Guesses, on the way to the nearest codes, how far the k-th one will be: those met so far are a
 * sample of those that are there, of which more are met the nearer they are.
 */
final class NearestForecast {

  private final int bitCount;
  private final int[] widths;

  /**
   * @param bitCount bits of a code
   * @param widths bits of each table's substring
   */
  NearestForecast(int bitCount, int[] widths) {
    this.bitCount = bitCount;
    this.widths = widths;
  }

  /**
   * The distance within which {@code k} documents are expected.
   *
   * @param keys documents met, nearest first
   * @param reached how far each table was visited
   * @return {@code most} if so many are not expected nearer
   */
  int distance(long[] keys, int k, int[] reached, int most) {
    int[] counts = new int[Math.max(0, most)];
    for (long key : keys) {
      int distance = NearestHits.distance(key);
      if (distance >= most) {
        break;
      }
      counts[distance]++;
    }
    return distance(counts, k, reached);
  }

  /**
   * The distance within which so many documents are expected.
   *
   * @param counts documents met at each distance
   * @return {@code counts.length} if so many are not expected nearer
   */
  int distance(int[] counts, double wanted, int[] reached) {
    double expected = 0;
    for (int d = 0; d < counts.length; d++) {
      if (counts[d] > 0) {
        expected += counts[d] / met(d, reached);
        if (expected >= wanted) {
          return d;
        }
      }
    }
    return counts.length;
  }

  /** Share of the codes at a distance that some table has met, their differing bits anywhere. */
  double met(int distance, int[] reached) {
    double missed = 1;
    double within = 0;
    for (int t = 0; t < widths.length; t++) {
      // Neighbours are mostly alike.
      if (t == 0 || widths[t] != widths[t - 1] || reached[t] != reached[t - 1]) {
        within = within(widths[t], distance, reached[t]);
      }
      missed *= 1 - within;
    }
    return Math.max(1 - missed, 1e-6);
  }

  /** Chance that of so many differing bits at most {@code reached} lie in a substring. */
  private double within(int width, int distance, int reached) {
    if (reached < 0) {
      return 0;
    }
    int others = bitCount - width;
    int first = Math.max(0, distance - others);
    double chance = 1;
    if (first > 0) {
      // All others differ.
      for (int i = 0; i < others; i++) {
        chance *= (double) (distance - i) / (bitCount - i);
      }
    } else {
      // None of the substring does; a product over the fewer of them.
      int more = Math.max(width, distance);
      for (int i = 0; i < Math.min(width, distance); i++) {
        chance *= (double) (bitCount - more - i) / (bitCount - i);
      }
    }
    double sum = 0;
    for (int d = first; d <= Math.min(reached, distance); d++) {
      sum += chance;
      chance *= (double) (width - d) * (distance - d) / ((d + 1.0) * (others - distance + d + 1));
    }
    return Math.min(1, sum);
  }
}
