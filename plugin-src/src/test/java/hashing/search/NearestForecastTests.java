package hashing.search;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.Random;
import org.junit.Test;

/** Against codes drawn at random. */
public class NearestForecastTests {

  private static final int[] WIDTHS = {20, 12, 16, 10};

  @Test
  public void shareOfTheCodesMet() {
    Random random = new Random(20266);
    NearestForecast forecast = new NearestForecast(64, WIDTHS);
    for (int distance = 0; distance <= 24; distance += 4) {
      for (int[] reached :
          new int[][] {{-1, -1, -1, -1}, {0, 0, 1, 1}, {2, 1, 2, 1}, {3, -1, -1, 4}}) {
        int met = 0;
        int rounds = 4000;
        for (int i = 0; i < rounds; i++) {
          met += met(random, distance, reached) ? 1 : 0;
        }
        // Substrings are not quite independent: few bits in one are more in the others.
        assertEquals((double) met / rounds, forecast.met(distance, reached), 0.12);
      }
    }
  }

  private static boolean met(Random random, int distance, int[] reached) {
    boolean[] differs = new boolean[64];
    for (int i = 0; i < distance; ) {
      int bit = random.nextInt(64);
      if (!differs[bit]) {
        differs[bit] = true;
        i++;
      }
    }
    int bit = 0;
    for (int t = 0; t < WIDTHS.length; t++) {
      int own = 0;
      for (int i = 0; i < WIDTHS[t]; i++, bit++) {
        own += differs[bit] ? 1 : 0;
      }
      if (own <= reached[t]) {
        return true;
      }
    }
    return false;
  }

  @Test
  public void moreAreExpectedThanWereMet() {
    NearestForecast forecast = new NearestForecast(64, WIDTHS);
    int[] reached = {1, 1, 1, 1};
    long[] keys = new long[8];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = NearestHits.key(i, 10 + i);
    }
    // All codes at distance 7 were met, as four substrings of at least two bits make eight.
    assertEquals(1, forecast.met(7, reached), 0.08);
    assertTrue(forecast.distance(keys, 8, reached, 40) < 17);
    assertEquals(12, forecast.distance(keys, 8, reached, 12));
    assertEquals(40, forecast.distance(keys, 1000, reached, 40));
    assertEquals(40, forecast.distance(new long[0], 1, reached, 40));
  }
}
