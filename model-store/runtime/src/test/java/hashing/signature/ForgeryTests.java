package hashing.signature;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.Test;

/** The best attacks, by chance so large at small n that their success can be counted. */
public class ForgeryTests {

  private static final long SEED = 7;

  /** Adds the product of k irreducible polynomials and hopes that the signer's is one of them. */
  @Test
  public void testForgeryWithPerfectKeys() {
    Random random = new Random(SEED);
    int n = 8;
    List<BinaryPolynomial> all = LfsrToeplitzHashTests.irreducible(n);
    for (int k : new int[] {4, 8}) {
      int trials = 30_000;
      int forged = 0;
      byte[] document = new byte[9];
      for (int i = 0; i < trials; i++) {
        random.nextBytes(document);
        KeyGroup group = SignatureFixtures.group(0, n, random);
        OneTimeSignature signature =
            OneTimeSignature.sign(SignedMessage.of(document), group, random);
        forged += passes(Products.added(document, some(all, k, random)), signature, group) ? 1 : 0;
      }
      double rate = forged / (double) trials;
      double chance = k / (double) all.size();
      assertEquals("seed " + SEED + ", k " + k, chance, rate, 0.05 * chance);
      double bound = Math.pow(2, GroupLength.log2Forgery(8 * 9 + 1, n, 1));
      assertTrue(rate + " of " + bound, rate <= bound);
    }
  }

  private static List<BinaryPolynomial> some(List<BinaryPolynomial> all, int count, Random random) {
    List<BinaryPolynomial> shuffled = new ArrayList<>(all);
    Collections.shuffle(shuffled, random);
    return shuffled.subList(0, Math.min(count, shuffled.size()));
  }

  private static boolean passes(byte[] document, OneTimeSignature signature, KeyGroup group) {
    SignedMessage forged = SignedMessage.of(document);
    OneTimeSignature moved =
        new OneTimeSignature(
            forged.sha256(),
            signature.pool(),
            signature.group(),
            forged.bits(),
            signature.hash(),
            signature.polynomial());
    return moved.fault(forged, group) == null;
  }

  /**
   * Half of the bits of Z have leaked, so that the attacker knows half of the polynomial's: he
   * takes those that fit. The bound for perfect keys fails, that for keys of this min-entropy
   * holds.
   */
  @Test
  public void testForgeryWithKeysThatLeaked() {
    Random random = new Random(SEED + 1);
    for (int n = 8; n <= 12; n++) {
      List<BinaryPolynomial> all = LfsrToeplitzHashTests.irreducible(n);
      long known = (1L << n) - (1L << n - n / 2); // the n/2 highest
      double expected = 0;
      for (BinaryPolynomial polynomial : all) {
        expected += 1.0 / fitting(all, polynomial.low(), known).size() / all.size();
      }
      int trials = 12_000;
      int forged = 0;
      byte[] document = new byte[2];
      for (int i = 0; i < trials; i++) {
        random.nextBytes(document);
        KeyGroup group = SignatureFixtures.group(0, n, random);
        OneTimeSignature signature =
            OneTimeSignature.sign(SignedMessage.of(document), group, random);
        BitString leaked = signature.polynomial().xor(group.z());
        List<BinaryPolynomial> chosen = some(fitting(all, leaked, known), 1, random);
        forged += passes(Products.added(document, chosen), signature, group) ? 1 : 0;
      }
      double rate = forged / (double) trials;
      String where = "seed " + (SEED + 1) + ", n " + n + ", rate " + rate;
      assertEquals(where, expected, rate, 0.05 * expected);
      int messageBits = 8 * document.length + 1;
      double h = (n - n / 2) / (double) n;
      assertTrue(where, rate <= Math.pow(2, GroupLength.log2Forgery(messageBits, n, h)));
      assertTrue(where, rate > Math.pow(2, GroupLength.log2Forgery(n + 1, n, 1)));
    }
  }

  private static List<BinaryPolynomial> fitting(
      List<BinaryPolynomial> all, BitString low, long known) {
    return all.stream()
        .filter(candidate -> ((candidate.low().words()[0] ^ low.words()[0]) & known) == 0)
        .toList();
  }
}
