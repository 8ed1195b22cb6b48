package hashing.signature;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.Test;

public class LfsrToeplitzHashTests {

  private static final long SEED = 20261121;

  @Test
  public void testTenThousandRandomHashesEqualTheRegister() {
    Random random = new Random(SEED);
    for (int i = 0; i < 10_000; i++) {
      int n = BinaryPolynomial.MIN_DEGREE + random.nextInt(600);
      byte[] message = new byte[random.nextInt(120)];
      random.nextBytes(message);
      BinaryPolynomial polynomial = BinaryPolynomial.of(BitString.random(n, random).withBit(0));
      BitString state = BitString.random(n, random).withBit(random.nextInt(n));
      LfsrToeplitzHash hash = new LfsrToeplitzHash(polynomial, state);
      int cut = random.nextInt(message.length + 1);
      hash.update(message, 0, cut);
      hash.update(message, cut, message.length - cut);
      String where = "seed " + SEED + ", hash " + i + ", n " + n + ", bytes " + message.length;
      assertEquals(where, LfsrOracle.hash(message, polynomial, state).hex(), hash.digest().hex());
    }
  }

  /** Computed by another program from the definition: the sequence, then the sums. */
  @Test
  public void testVectors() {
    assertEquals("a1", hash(8, "1b", "80", new byte[] {1, 0x53, (byte) 0xCA}));
    byte[] text = "\1The quick brown fox".getBytes(StandardCharsets.US_ASCII);
    String zeros = "00".repeat(15);
    assertEquals("091c5d2d8dad098c9cecdded62fe4596", hash(128, "87" + zeros, "01" + zeros, text));
    assertEquals(
        "770c0000000000a09085c78480fc84a71761d463b2a6dd98bb9914",
        hash(
            213,
            "f1debc9a78563412f0debc9a78563412" + "00".repeat(11),
            "aa55" + "00".repeat(25),
            text));
  }

  private static String hash(int n, String polynomial, String state, byte[] message) {
    LfsrToeplitzHash hash =
        new LfsrToeplitzHash(
            BinaryPolynomial.of(BitString.parse("p", n, polynomial)),
            BitString.parse("s", n, state));
    hash.update(message);
    return hash.digest().hex();
  }

  @Test
  public void testStateZeroOrOfAnotherLengthIsRefused() {
    BinaryPolynomial aes = BinaryPolynomial.of(BitString.parse("p", 8, "1b"));
    for (BitString state :
        List.of(BitString.parse("s", 8, "00"), BitString.parse("s", 9, "0100"))) {
      IllegalArgumentException e =
          assertThrows(IllegalArgumentException.class, () -> new LfsrToeplitzHash(aes, state));
      assertTrue(e.getMessage(), e.getMessage().startsWith("state: found "));
    }
  }

  /**
   * All keys at n = 8 and 10 against differences made to collide, products of irreducible
   * polynomials: below m 2^(1-n), and the worst at least 0.4 of it.
   */
  @Test
  public void testCollisionsOfAllKeys() {
    for (int n : new int[] {8, 10}) {
      List<BinaryPolynomial> all = irreducible(n);
      double worst = 0;
      for (int factors : new int[] {1, 4}) {
        byte[] difference = Products.of(all.subList(0, factors));
        int collisions = 0;
        int keys = 0;
        for (BinaryPolynomial polynomial : all) {
          for (int s = 1; s < 1 << n; s++) {
            BitString state = BitString.cut(n, new long[] {s});
            LfsrToeplitzHash hash = new LfsrToeplitzHash(polynomial, state);
            hash.update(difference);
            collisions += hash.digest().isZero() ? 1 : 0;
            keys++;
          }
        }
        double probability = collisions / (double) keys;
        double bound = (factors * n + 1) * Math.scalb(1.0, 1 - n);
        assertTrue(n + ": " + probability + " of " + bound, probability <= bound);
        worst = Math.max(worst, probability / bound);
      }
      assertTrue(n + ": " + worst + " of the bound", worst >= 0.4);
    }
  }

  static List<BinaryPolynomial> irreducible(int n) {
    List<BinaryPolynomial> all = new ArrayList<>();
    for (long low = 1; low < 1L << n; low += 2) {
      BinaryPolynomial polynomial = BinaryPolynomial.of(BitString.cut(n, new long[] {low}));
      if (polynomial.isIrreducible()) {
        all.add(polynomial);
      }
    }
    assertEquals(BinaryPolynomial.irreducibleCount(n).intValue(), all.size());
    return all;
  }
}
