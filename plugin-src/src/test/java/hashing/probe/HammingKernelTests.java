package hashing.probe;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.Test;

/** Against a loop over bits. */
public class HammingKernelTests {

  private static final long SEED = 20261;
  private static final ValueLayout.OfInt LITTLE_ENDIAN =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  @Test
  public void findsWhatALoopOverBitsFinds() {
    Random random = new Random(SEED);
    for (int bits : new int[] {1, 8, 24, 63, 64, 65, 128, 256, 1000}) {
      for (int count : new int[] {1, 7, 16, 63, 64, 200, 512}) {
        for (int queries = 1; queries <= 3; queries++) {
          check(random, bits, count, queries);
        }
      }
    }
  }

  private static void check(Random random, int bits, int count, int queryCount) {
    int stride = (count + 15) & ~15;
    int columns = (bits + 31) / 32;
    boolean[][] codes = random(random, count, bits);
    boolean[][] queries = random(random, queryCount, bits);
    for (int i = 0; i < count; i += 3) {
      codes[i] = queries[random.nextInt(queryCount)].clone();
      codes[i][random.nextInt(bits)] ^= random.nextBoolean();
    }
    int sharedBits = random.nextBoolean() ? 0 : random.nextInt(Math.min(bits, 32) + 1);
    for (boolean[] code : codes) {
      System.arraycopy(codes[0], 0, code, 0, sharedBits);
    }
    int sharedMask = sharedBits == 0 ? 0 : -1 << (32 - sharedBits);
    int shared = (int) (pack(codes[random.nextInt(count)])[0] >>> 32);
    try (Arena arena = Arena.ofConfined()) {
      int offset = random.nextInt(3) * 8;
      long size = offset + (long) stride * columns * 4;
      MemorySegment segment =
          random.nextBoolean()
              ? arena.allocate(size, 64)
              : MemorySegment.ofArray(new byte[(int) size]);
      for (int i = 0; i < stride; i++) {
        long[] packed = i < count ? pack(codes[i]) : pack(queries[0]);
        for (int c = 0; c < columns; c++) {
          int column = (int) (packed[c / 2] >>> (c % 2 == 0 ? 32 : 0));
          segment.set(LITTLE_ENDIAN, offset + ((long) c * stride + i) * 4, column);
        }
      }
      long[][] packed = new long[queryCount][];
      for (int q = 0; q < queryCount; q++) {
        packed[q] = pack(queries[q]);
      }
      HammingKernel kernel = new HammingKernel(packed, columns, 512, random.nextBoolean());
      int bound = Integer.MAX_VALUE;
      for (long[] query : packed) {
        int first = (int) (query[0] >>> 32);
        bound = Math.min(bound, Integer.bitCount((first ^ shared) & sharedMask));
      }
      byte[] bounds = {99, (byte) bound};
      for (int cut = 0; cut <= bits; cut++) {
        int found = kernel.scan(segment, offset, stride, count, cut);
        int match = 0;
        for (int i = 0; i < count; i++) {
          int distance = distance(codes[i], queries);
          if (distance <= cut) {
            String message = bits + " bits, cut " + cut + ", code " + i;
            assertEquals(message, i, kernel.index(match));
            assertEquals(message, distance, kernel.distance(match++));
          }
        }
        assertEquals(bits + " bits, cut " + cut, match, found);
        if (count == stride && match > 0) {
          long near = kernel.near(segment, offset, 0, stride, count, 1, bounds, 1, cut);
          assertEquals(bits + " bits, cut " + cut, 1, near);
        }
      }
    }
  }

  /** Or nothing would be saved. */
  @Test
  public void tellsBlocksApart() {
    Random random = new Random(SEED);
    for (int columns : new int[] {1, 2, 3, 4, 5, 8, 9, 64}) {
      int blocks = 64;
      long step = columns * 512L * 4;
      byte[] bytes = new byte[(int) (blocks * step)];
      random.nextBytes(bytes);
      MemorySegment segment = MemorySegment.ofArray(bytes);
      long[][] query = {new long[(columns + 1) / 2]};
      for (int w = 0; w < query[0].length; w++) {
        query[0][w] = random.nextLong();
      }
      HammingKernel kernel = new HammingKernel(query, columns, 512);
      int holder = random.nextInt(blocks);
      int row = random.nextInt(512);
      for (int c = 0; c < columns; c++) {
        int column = (int) (query[0][c / 2] >>> (c % 2 == 0 ? 32 : 0));
        segment.set(LITTLE_ENDIAN, holder * step + (c * 512L + row) * 4, column);
      }
      long near = kernel.near(segment, 0, step, 512, 512, blocks, new byte[blocks], 0, 0);
      assertEquals(columns + " columns", 1L << holder, near);
      assertEquals(1, kernel.matches(segment, holder * step, 512, 512, 0));
      assertEquals(row, kernel.index(0));
      byte[] bounds = new byte[blocks];
      bounds[holder] = 1;
      assertEquals(0, kernel.near(segment, 0, step, 512, 512, blocks, bounds, 0, 0));
    }
  }

  /** Two queries at once, near the same blocks and others, whose bounds rule some out. */
  @Test
  public void tellsBlocksApartForTwoQueries() {
    Random random = new Random(SEED);
    for (int columns : new int[] {1, 2, 3, 4, 5, 8, 9, 64}) {
      for (boolean cached : new boolean[] {false, true}) {
        for (int round = 0; round < 20; round++) {
          checkPair(random, columns, cached);
        }
      }
    }
  }

  private static void checkPair(Random random, int columns, boolean cached) {
    int blocks = 1 + random.nextInt(32);
    long step = columns * 512L * 4;
    byte[] bytes = new byte[(int) (blocks * step)];
    random.nextBytes(bytes);
    MemorySegment segment = MemorySegment.ofArray(bytes);
    HammingKernel[] kernels = new HammingKernel[2];
    byte[][] bounds = new byte[2][3 + blocks];
    int[] cuts = new int[2];
    long[] expected = new long[2];
    for (int q = 0; q < 2; q++) {
      long[][] query = {new long[(columns + 1) / 2]};
      for (int w = 0; w < query[0].length; w++) {
        boolean half = columns % 2 == 1 && w == query[0].length - 1;
        query[0][w] = random.nextLong() & (half ? -1L << 32 : -1L);
      }
      kernels[q] = new HammingKernel(query, columns, 512, cached);
      cuts[q] = random.nextInt(4) == 0 ? columns * 32 : random.nextInt(columns * 10);
      for (int b = 0; b < blocks; b++) {
        bounds[q][3 + b] = (byte) (random.nextInt(4) == 0 ? 1 + random.nextInt(100) : 0);
      }
      int holder = random.nextInt(blocks);
      int row = random.nextInt(512);
      for (int c = 0; c < columns; c++) {
        int column = (int) (query[0][c / 2] >>> (c % 2 == 0 ? 32 : 0));
        segment.set(LITTLE_ENDIAN, holder * step + (c * 512L + row) * 4, column);
      }
    }
    for (int q = 0; q < 2; q++) {
      expected[q] = kernels[q].near(segment, 0, step, 512, 512, blocks, bounds[q], 3, cuts[q]);
    }
    long near =
        kernels[0].near(
            kernels[1],
            segment,
            0,
            step,
            512,
            512,
            blocks,
            bounds[0],
            bounds[1],
            3,
            cuts[0],
            cuts[1]);
    long[] found = {near & 0xFFFF_FFFFL, near >>> 32};
    for (int q = 0; q < 2; q++) {
      for (int b = 0; b < blocks; b++) {
        boolean has = kernels[q].matches(segment, b * step, 512, 512, cuts[q]) > 0;
        boolean bounded = bounds[q][3 + b] > cuts[q];
        boolean told = (found[q] >>> b & 1) == 1;
        String message = columns + " columns, query " + q + ", block " + b + ", cut " + cuts[q];
        assertFalse(message, bounded && told);
        // A bound that is not true may rule out what is there.
        assertTrue(message, told || !has || bounds[q][3 + b] > 0);
        assertTrue(message, !told || (expected[q] >>> b & 1) == 1 || bounds[q][3 + b] > 0);
      }
    }
  }

  private static boolean[][] random(Random random, int count, int bits) {
    boolean[][] codes = new boolean[count][bits];
    for (boolean[] code : codes) {
      for (int bit = 0; bit < bits; bit++) {
        code[bit] = random.nextBoolean();
      }
    }
    return codes;
  }

  private static long[] pack(boolean[] code) {
    long[] words = new long[(code.length + 63) / 64];
    for (int bit = 0; bit < code.length; bit++) {
      if (code[bit]) {
        words[bit / 64] |= Long.MIN_VALUE >>> (bit % 64);
      }
    }
    return words;
  }

  private static int distance(boolean[] code, boolean[][] queries) {
    int least = Integer.MAX_VALUE;
    for (boolean[] query : queries) {
      int distance = 0;
      for (int bit = 0; bit < code.length; bit++) {
        distance += code[bit] == query[bit] ? 0 : 1;
      }
      least = Math.min(least, distance);
    }
    return least;
  }

  @Test
  public void refusesAStrideThatLanesDoNotDivide() {
    HammingKernel kernel = new HammingKernel(new long[1][1], 2, 512);
    MemorySegment segment = MemorySegment.ofArray(new byte[80]);
    assertThrows(IllegalArgumentException.class, () -> kernel.scan(segment, 0, 24, 17, 1));
    assertThrows(IllegalArgumentException.class, () -> kernel.scan(segment, 0, 16, 17, 1));
  }
}
