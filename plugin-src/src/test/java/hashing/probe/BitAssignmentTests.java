package hashing.probe;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.Random;
import org.junit.Test;

public class BitAssignmentTests {

  private static final long SEED = 20260117;

  private static boolean bit(long[] words, int place) {
    return (words[place / 64] >>> (63 - place % 64) & 1) == 1;
  }

  @Test
  public void dealsEveryVaryingBitOnce() {
    Random random = new Random(SEED);
    long[] sample = random.longs(2 * 4096).toArray();
    for (int i = 0; i < 4096; i++) {
      sample[2 * i] |= 0xF0L; // bits 56 to 59 are always set
      sample[2 * i + 1] &= ~1L; // bit 127 never
    }
    BitAssignment assignment = new BitAssignment(sample, 2, 128);
    assertEquals(123, assignment.bitCount());
    int[] widths = {21, 21, 21, 20, 20, 20};
    boolean[] seen = new boolean[128];
    int[][] tables = assignment.assign(widths);
    for (int t = 0; t < widths.length; t++) {
      assertEquals(widths[t], tables[t].length);
      for (int place : tables[t]) {
        assertTrue(!seen[place] && (place < 56 || place > 59) && place != 127);
        seen[place] = true;
      }
    }
    assertThrows(IllegalArgumentException.class, () -> assignment.assign(new int[] {124}));
  }

  @Test
  public void separatesEqualBits() {
    Random random = new Random(SEED);
    long[] sample = new long[4096];
    for (int i = 0; i < sample.length; i++) {
      // Bit i and bit i + 32 are equal but for one code in 50.
      long half = random.nextInt() & 0xFFFFFFFFL;
      long noise = random.nextInt(50) == 0 ? random.nextInt() & 0xFFFFFFFFL : 0;
      sample[i] = half << 32 | (half ^ noise);
    }
    int[][] tables = new BitAssignment(sample, 1, 64).assign(new int[] {32, 32});
    for (int[] table : tables) {
      boolean[] halves = new boolean[32];
      for (int place : table) {
        assertTrue("both copies of a bit in one table", !halves[place % 32]);
        halves[place % 32] = true;
      }
    }
  }

  @Test
  public void leavesOutTheMostUnevenBitsAndPutsEvenOnesLow() {
    Random random = new Random(SEED);
    int wordCount = 16;
    long[] sample = new long[4096 * wordCount];
    for (int i = 0; i < 4096; i++) {
      for (int place = 0; place < 1024; place++) {
        // The place's share of ones falls from a half to none.
        if (random.nextInt(2048) < 1024 - place) {
          sample[i * wordCount + place / 64] |= Long.MIN_VALUE >>> (place % 64);
        }
      }
    }
    int[][] tables = new BitAssignment(sample, wordCount, 1024).assign(new int[] {20, 20});
    for (int[] table : tables) {
      int last = -1;
      for (int place : table) {
        assertTrue("place " + place, place < 250);
        int ones = 0;
        for (int i = 0; i < 4096; i++) {
          if (bit(new long[] {sample[i * wordCount + place / 64]}, place % 64)) {
            ones++;
          }
        }
        int unevenness = Math.abs(2 * ones - 4096);
        assertTrue(unevenness >= last);
        last = unevenness;
      }
    }
  }

  @Test
  public void oneCodeStillGivesATable() {
    BitAssignment assignment = new BitAssignment(new long[] {5}, 1, 8);
    assertEquals(1, assignment.bitCount());
    assertArrayEquals(new int[][] {{0}}, assignment.assign(new int[] {1}));
  }
}
