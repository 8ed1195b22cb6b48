package hashing.search;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import org.junit.Test;

/** Against all codes at a distance, counted. */
public class NearestForecastTests {

  private static final int BITS = 64;
  private static final int[] WIDTHS = {20, 12, 16, 10};

  @Test
  public void shareThatOneTableMetIsExact() {
    NearestForecast forecast = new NearestForecast(BITS, WIDTHS);
    for (int[] reached : new int[][] {{-1, -1, -1, -1}, {2, -1, -1, -1}, {-1, -1, -1, 4}}) {
      for (int distance = 0; distance <= BITS; distance++) {
        double met = Math.max(1e-6, met(distance, reached));
        assertEquals(met, forecast.met(distance, reached), 1e-9);
      }
    }
  }

  /**
   * Several tables are taken as independent. They are not: few differing bits in one substring are
   * more in the others, so more codes are met than that says, never fewer.
   */
  @Test
  public void shareThatTablesMetIsNotOverstated() {
    NearestForecast forecast = new NearestForecast(BITS, WIDTHS);
    for (int[] reached : new int[][] {{0, 0, 1, 1}, {1, 1, 1, 1}, {2, 1, 2, 1}, {3, -1, -1, 4}}) {
      for (int distance = 0; distance <= BITS; distance++) {
        double met = Math.max(1e-6, met(distance, reached));
        double guess = forecast.met(distance, reached);
        assertTrue(guess <= met + 1e-9);
        // The formula's own worst over these cases: 1.1375, at distance 12 of the third.
        assertTrue(met <= 1.138 * guess);
      }
    }
  }

  /** Counts the codes at that distance that differ in more bits than reached in every substring. */
  private static double met(int distance, int[] reached) {
    double[] missed = {1};
    int rest = BITS;
    for (int t = 0; t < WIDTHS.length; t++) {
      missed = times(missed, WIDTHS[t], reached[t] + 1);
      rest -= WIDTHS[t];
    }
    missed = times(missed, rest, 0);
    return 1 - missed[distance] / ways(BITS, distance);
  }

  /** The ways for each number of bits, with {@code from} or more of another {@code width} bits. */
  private static double[] times(double[] ways, int width, int from) {
    double[] product = new double[ways.length + width];
    for (int i = 0; i < ways.length; i++) {
      for (int j = from; j <= width; j++) {
        product[i + j] += ways[i] * ways(width, j);
      }
    }
    return product;
  }

  private static double ways(int bits, int chosen) {
    double ways = 1;
    for (int i = 0; i < chosen; i++) {
      ways = ways * (bits - i) / (i + 1);
    }
    return ways;
  }

  @Test
  public void moreAreExpectedThanWereMet() {
    NearestForecast forecast = new NearestForecast(BITS, WIDTHS);
    int[] reached = {1, 1, 1, 1};
    long[] keys = new long[8];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = NearestHits.key(i, 10 + i);
    }
    // All codes at distance 7 were met, as four substrings of at least two bits make eight.
    assertEquals(1, met(7, reached), 1e-9);
    assertTrue(forecast.distance(keys, 8, reached, 40) < 17);
    assertEquals(12, forecast.distance(keys, 8, reached, 12));
    assertEquals(40, forecast.distance(keys, 1000, reached, 40));
    assertEquals(40, forecast.distance(new long[0], 1, reached, 40));
  }
}
