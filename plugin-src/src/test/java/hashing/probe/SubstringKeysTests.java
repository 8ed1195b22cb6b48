package hashing.probe;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.util.Arrays;
import java.util.Random;
import org.junit.Test;

public class SubstringKeysTests {

  private static final long SEED = 20260118;

  @Test
  public void keysAgainstBitLoop() {
    Random random = new Random(SEED);
    for (int run = 0; run < 200; run++) {
      int wordCount = 1 + random.nextInt(5);
      int[] places = random.ints(0, wordCount * 64).distinct().limit(1 + run % 64).toArray();
      int tableCount = 1 + (places.length - 1) / 24 + random.nextInt(2);
      tableCount = Math.min(tableCount, places.length);
      int[][] tables = new int[tableCount][];
      for (int t = 0; t < tableCount; t++) {
        int from = t * places.length / tableCount;
        int to = (t + 1) * places.length / tableCount;
        tables[t] = Arrays.copyOfRange(places, from, to);
      }
      SubstringKeys keys = new SubstringKeys(tables, wordCount);
      for (int i = 0; i < 20; i++) {
        long[] words = random.longs(wordCount).toArray();
        for (int t = 0; t < tableCount; t++) {
          int expected = 0;
          for (int bit = 0; bit < tables[t].length; bit++) {
            int place = tables[t][bit];
            expected |= (int) (words[place / 64] >>> (63 - place % 64) & 1) << bit;
          }
          assertEquals(expected, keys.key(t, words));
        }
      }
    }
  }

  @Test
  public void refusesWhatCannotBe() {
    assertThrows(IllegalArgumentException.class, () -> new SubstringKeys(new int[][] {{}}, 1));
    assertThrows(
        IllegalArgumentException.class, () -> new SubstringKeys(new int[][] {new int[32]}, 1));
    assertThrows(IndexOutOfBoundsException.class, () -> new SubstringKeys(new int[][] {{64}}, 1));
    assertThrows(IndexOutOfBoundsException.class, () -> new SubstringKeys(new int[][] {{-1}}, 1));
  }
}
