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
      int nextBits = 1 + random.nextInt(30);
      int size = random.nextInt(100);
      int[] keys = random.ints(size, 0, 1 << bits).toArray();
      int[] nextKeys = random.ints(size, 0, 1 << nextBits).toArray();
      int count = random.nextInt(size + 1);
      int own = random.nextInt(1 << bits);
      int nextOwn = random.nextInt(1 << nextBits);
      int[] mostNext = random.ints(1 + random.nextInt(bits + 1), -2, nextBits + 2).toArray();
      int[] counts = new int[mostNext.length];
      int[] near = new int[mostNext.length];
      for (int i = 0; i < count; i++) {
        int distance = Integer.bitCount(keys[i] ^ own);
        if (distance < counts.length) {
          counts[distance]++;
          if (Integer.bitCount(nextKeys[i] ^ nextOwn) <= mostNext[distance]) {
            near[distance]++;
          }
        }
      }
      SubstringHistogram found =
          SubstringHistogram.of(keys, own, nextKeys, nextOwn, count, mostNext);
      assertArrayEquals(counts, found.counts());
      assertArrayEquals(near, found.near());
    }
  }
}
