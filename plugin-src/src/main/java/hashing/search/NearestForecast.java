package hashing.search;

import hashing.probe.SubstringEnumerator;

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
    double expected = 0;
    int distance = -1;
    double met = 1;
    for (long key : keys) {
      if (NearestHits.distance(key) != distance) {
        distance = NearestHits.distance(key);
        met = met(distance, reached);
      }
      if (distance >= most) {
        break;
      }
      expected += 1 / met;
      if (expected >= k) {
        return distance;
      }
    }
    return most;
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
    double sum = 0;
    for (int d = 0; d <= Math.min(reached, distance); d++) {
      sum +=
          SubstringEnumerator.count(width, d)
              * SubstringEnumerator.count(bitCount - width, distance - d)
              / SubstringEnumerator.count(bitCount, distance);
    }
    // Of thousands of bits the numbers overflow: none count as met, which is the careful side.
    return Double.isNaN(sum) ? 0 : Math.min(1, sum);
  }
}
