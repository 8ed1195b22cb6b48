package hashing.probe;

import static org.junit.Assert.assertArrayEquals;

import java.util.Random;
import org.junit.Test;

/** Against one key after another. */
public class SubstringHistogramTests {

  @Test
  public void countsTheKeysAtEachDistance() {
    Random random = new Random(20265);
    for (int round = 0; round < 200; round++) {
      int bits = 1 + random.nextInt(30);
      int[] keys = random.ints(random.nextInt(100), 0, 1 << bits).toArray();
      int count = random.nextInt(keys.length + 1);
      int own = random.nextInt(1 << bits);
      int most = random.nextInt(bits + 1);
      int[] expected = new int[most + 1];
      for (int i = 0; i < count; i++) {
        int distance = Integer.bitCount(keys[i] ^ own);
        if (distance <= most) {
          expected[distance]++;
        }
      }
      assertArrayEquals(expected, SubstringHistogram.of(keys, count, own, most));
    }
  }
}
