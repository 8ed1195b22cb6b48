package hashing.search;

/**
 * Guesses how far the k-th documents of a batch's queries will be, as {@link NearestForecast} does,
 * whose figures are the same for all queries of a round. Not thread-safe.
 */
final class BatchForecast {
  private final NearestForecast forecast;
  private final int[] reached;

  /** Share of the codes at each distance that have been met; 0 where it was not asked for yet. */
  private final double[] met;

  /**
   * @param widths bits of each table's substring
   * @param reached how far each table was visited
   */
  BatchForecast(int bitCount, int[] widths, int[] reached) {
    forecast = new NearestForecast(bitCount, widths);
    this.reached = reached;
    met = new double[bitCount + 1];
  }

  /** The distance within which {@code k} documents are expected, at most the query's cut. */
  int distance(BatchHits hits, int k) {
    double expected = 0;
    for (long key : hits.keys()) {
      int distance = NearestHits.distance(key);
      if (distance >= hits.cut()) {
        break;
      }
      if (met[distance] == 0) {
        met[distance] = forecast.met(distance, reached);
      }
      expected += 1 / met[distance];
      if (expected >= k) {
        return distance;
      }
    }
    return hits.cut();
  }
}
