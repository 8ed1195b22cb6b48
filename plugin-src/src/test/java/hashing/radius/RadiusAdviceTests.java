package hashing.radius;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import hashing.code.Codes;
import hashing.radius.RadiusAdvice.Verdict;
import java.util.Random;
import org.junit.Test;

/** Advice on made-up indexes whose duplicates are known, found by comparing all with all. */
public class RadiusAdviceTests extends RandomizedTest {

  /** Codes of an index, and what comparing them all gives. */
  private static final class Index {
    private final byte[][] codes;
    private final int bits;

    Index(int count, int bits) {
      this.codes = new byte[count][];
      this.bits = bits;
    }

    /** Bits that are independent, and copies of them. */
    static Index random(Random random, int count, int bits, int copies) {
      Index index = new Index(count, bits);
      for (int i = 0; i < count; i++) {
        index.codes[i] = new byte[Codes.byteLength(bits)];
        for (int b = 0; b < bits; b++) {
          if (random.nextInt(copies) == 0) {
            Codes.set(index.codes[i], b);
          }
        }
      }
      return index;
    }

    /** Makes code {@code to} one that differs from {@code from} in some neighbouring bits. */
    void plant(Random random, int from, int to, int flips) {
      codes[to] = codes[from].clone();
      int first = random.nextInt(bits);
      for (int i = 0; i < flips; i++) {
        int bit = (first + i) % bits;
        codes[to][bit >> 3] ^= (byte) (0x80 >>> (bit & 7));
      }
    }

    long[] pairs(int sample) {
      long[] pairs = new long[bits + 1];
      for (int a = 0; a < sample; a++) {
        for (int b = 0; b < a; b++) {
          pairs[Codes.distance(codes[a], codes[b])]++;
        }
      }
      return pairs;
    }

    long[] nearest(int sample) {
      long[] nearest = new long[bits + 1];
      for (int a = 0; a < sample; a++) {
        int least = bits;
        for (int b = 0; b < codes.length; b++) {
          least = a == b ? least : Math.min(least, Codes.distance(codes[a], codes[b]));
        }
        nearest[least]++;
      }
      return nearest;
    }

    RadiusAdvice advice(int sample) {
      return RadiusAdvice.of(NoiseModel.fit(bits, pairs(sample)), codes.length, nearest(sample));
    }
  }

  private final Random random = getRandom();

  @Test
  public void testPlantedDuplicatesAreSeparated() {
    Index index = Index.random(random, 5000, 64, 2);
    for (int i = 0; i < 60; i++) {
      index.plant(random, i, 4000 + i, between(0, 4));
    }
    RadiusAdvice advice = index.advice(600);
    assertEquals(advice.toString(), Verdict.SEPARATES, advice.verdict());
    assertTrue(advice.toString(), advice.radius() >= 4 && advice.radius() <= 14);
    assertTrue(advice.toString(), advice.expectedFalseMatches() <= RadiusAdvice.SAFE);
    assertTrue(advice.toString(), advice.found() >= 60);
    // All that it finds was planted, but for what chance may give.
    int matches = 0;
    for (int a = 0; a < 5000; a++) {
      for (int b = 0; b < a; b++) {
        boolean near = Codes.distance(index.codes[a], index.codes[b]) <= advice.radius();
        matches += near && !(b < 60 && a == 4000 + b) ? 1 : 0;
      }
    }
    assertTrue(advice + " gives false pairs " + matches, matches <= 5000 * 0.01);
  }

  @Test
  public void testPureNoiseIsCalledNoise() {
    for (int bits : new int[] {32, 64, 256}) {
      RadiusAdvice advice = Index.random(random, 3000, bits, 2).advice(500);
      assertEquals(advice.toString(), Verdict.NOISE, advice.verdict());
      assertTrue(advice.reason(), advice.reason().startsWith("No near-duplicates seen"));
    }
  }

  /**
   * In a sample of the whole index, neighbours by chance come two at a time. Of 300 fair codes of
   * 64 bits 1.1 have one within 15: 8 are four pairs, which one index in 400 has.
   */
  @Test
  public void testBothOfAPairAreOneObservation() {
    long[] nearest = new long[65];
    nearest[15] = 8;
    nearest[24] = 292;
    RadiusAdvice chance = RadiusAdvice.of(NoiseModel.fair(64), 300, nearest);
    assertEquals(chance.toString(), Verdict.NOISE, chance.verdict());
    nearest[15] = 16;
    nearest[24] = 284;
    RadiusAdvice more = RadiusAdvice.of(NoiseModel.fair(64), 300, nearest);
    assertEquals(more.toString(), Verdict.SEPARATES, more.verdict());
  }

  @Test
  public void testDuplicatesFartherThanSafeOverlap() {
    Index index = Index.random(random, 3000, 32, 2);
    for (int i = 0; i < 400; i++) {
      index.plant(random, i, 2000 + i, 5);
    }
    RadiusAdvice advice = index.advice(800);
    assertEquals(advice.toString(), Verdict.OVERLAPS, advice.verdict());
    assertTrue(advice.toString(), advice.radius() >= 5 && advice.radius() <= 6);
  }

  @Test
  public void testTooFewBits() {
    RadiusAdvice advice = Index.random(random, 1000, 8, 2).advice(300);
    assertEquals(advice.toString(), Verdict.UNSELECTIVE, advice.verdict());
    assertEquals(-1, advice.radius());
  }

  @Test
  public void testTooFewCodes() {
    RadiusAdvice none = RadiusAdvice.of(NoiseModel.fair(64), 0, new long[65]);
    assertEquals(Verdict.TOO_FEW, none.verdict());
    long[] equal = new long[65];
    equal[0] = 10;
    RadiusAdvice same = RadiusAdvice.of(NoiseModel.fair(64), 10, equal);
    assertEquals(Verdict.TOO_FEW, same.verdict());
    assertEquals(-1, same.radius());
  }

  /** Doubled bits count once, so that the safe radius is not that of fair bits. */
  @Test
  public void testBitsThatHangTogether() {
    Index index = Index.random(random, 2000, 64, 2);
    for (byte[] code : index.codes) {
      System.arraycopy(code, 0, code, 4, 4);
    }
    NoiseModel model = NoiseModel.fit(64, index.pairs(1000));
    assertEquals(32, model.effectiveBits(), 4);
    assertEquals(0.5, model.probability(), 0.02);
    RadiusAdvice advice = index.advice(500);
    assertEquals(advice.toString(), Verdict.NOISE, advice.verdict());
  }

  /** Against sums of binomial coefficients. */
  @Test
  public void testNoiseFloor() {
    for (int bits : new int[] {1, 7, 64, 300}) {
      double sum = 0;
      double term = Math.pow(0.5, bits);
      NoiseModel fair = NoiseModel.fair(bits);
      for (int d = 0; d < bits; d++) {
        sum += term;
        term = term * (bits - d) / (d + 1);
        assertEquals(bits + " bits, " + d, 1, fair.within(d) / sum, 1e-9);
      }
      assertEquals(1, fair.within(bits), 0);
    }
    assertTrue(NoiseModel.fair(16384).within(7800) > 0);
    assertEquals(0.5, NoiseModel.fair(16384).within(8191), 0.01);
  }

  @Test
  public void testTails() {
    double atLeast = 0;
    double term = Math.pow(0.7, 20);
    double[] terms = new double[21];
    for (int k = 0; k <= 20; k++) {
      terms[k] = term;
      term = term * (20 - k) / (k + 1) * 0.3 / 0.7;
    }
    for (int k = 20; k >= 0; k--) {
      atLeast += terms[k];
      assertEquals(atLeast, BinomialTail.atLeast(k, 20, 0.3), 1e-11);
      assertEquals(1 - atLeast, BinomialTail.atMost(k - 1, 20, 0.3), 1e-11);
    }
    assertEquals(0, BinomialTail.atLeast(3, 10, 0), 0);
    assertEquals(1, BinomialTail.atLeast(3, 10, 1), 0);
    assertEquals(Math.log(24), BinomialTail.logGamma(5), 1e-12);
    assertEquals(Math.log(Math.PI) / 2, BinomialTail.logGamma(0.5), 1e-12);
  }

  @Test
  public void testCostDoesNotGrowWithoutBound() {
    long[] pairs = new long[16385];
    long[] nearest = new long[16385];
    for (int i = -200; i <= 200; i++) {
      pairs[8192 + i] = (long) (1e4 * Math.exp(-i * i / 8192.0));
    }
    nearest[7900] = 500;
    RadiusAdvice advice = RadiusAdvice.of(NoiseModel.fit(16384, pairs), 1_000_000, nearest);
    assertTrue(advice.toString(), advice.radius() > 7000);
  }
}
