package hashing.signature;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.Random;
import org.junit.Test;

public class BinaryPolynomialTests {

  @Test
  public void testIrreducibleIsWhatNothingDivides() {
    for (int n = BinaryPolynomial.MIN_DEGREE; n <= 12; n++) {
      int count = 0;
      for (long low = 1; low < 1L << n; low += 2) {
        boolean divided = false;
        for (long divisor = 2; divisor < 1L << n / 2 + 1; divisor++) {
          divided |= remainder(1L << n | low, divisor) == 0;
        }
        BinaryPolynomial polynomial = BinaryPolynomial.of(BitString.cut(n, new long[] {low}));
        assertEquals("x^" + n + " + " + low, !divided, polynomial.isIrreducible());
        count += divided ? 0 : 1;
      }
      assertEquals(BinaryPolynomial.irreducibleCount(n).intValue(), count);
    }
  }

  private static long remainder(long dividend, long divisor) {
    long rest = dividend;
    int degree = Long.numberOfLeadingZeros(divisor);
    while (rest != 0 && Long.numberOfLeadingZeros(rest) <= degree) {
      rest ^= divisor << degree - Long.numberOfLeadingZeros(rest);
    }
    return rest;
  }

  /** Those of GCM, of CRC-64 after Jones' table of primitive trinomials, and their neighbours. */
  @Test
  public void testKnownPolynomials() {
    assertTrue(low(128, 0x87).isIrreducible());
    assertFalse(low(128, 0x89).isIrreducible());
    assertTrue(low(64, 0x1B).isIrreducible());
    assertTrue(low(256, 0x425).isIrreducible());
    assertFalse(low(256, 0x427).isIrreducible());
  }

  private static BinaryPolynomial low(int n, long low) {
    return BinaryPolynomial.of(BitString.cut(n, new long[] {low, 0, 0, 0}));
  }

  @Test
  public void testDrawnOnesAreIrreducibleAndEquallyOften() {
    Random random = new Random(1);
    for (int n : new int[] {64, 128, 213, 256}) {
      BinaryPolynomial drawn = BinaryPolynomial.randomIrreducible(n, random);
      assertEquals(n, drawn.degree());
      assertTrue(drawn.isIrreducible());
    }
    int[] counts = new int[256];
    int draws = 30_000;
    for (int i = 0; i < draws; i++) {
      counts[(int) BinaryPolynomial.randomIrreducible(8, random).low().words()[0]]++;
    }
    int expected = draws / 30; // 30 polynomials of degree 8
    for (int low = 1; low < 256; low += 2) {
      boolean irreducible = low(8, low).isIrreducible();
      assertTrue(
          low + ": " + counts[low],
          irreducible ? Math.abs(counts[low] - expected) < expected / 5 : counts[low] == 0);
    }
  }

  @Test
  public void testMultipliedAndDividedByX() {
    Random random = new Random(2);
    for (int n : new int[] {2, 7, 63, 64, 65, 127, 128, 129, 500}) {
      BinaryPolynomial modulus = BinaryPolynomial.of(BitString.random(n, random).withBit(0));
      long[] residue = BitString.random(n, random).words();
      long[] moved = residue.clone();
      for (int i = 0; i < 200; i++) {
        modulus.timesX(moved);
      }
      for (int i = 0; i < 200; i++) {
        modulus.overX(moved);
      }
      assertArrayEquals(residue, moved);
    }
  }

  @Test
  public void testWhatIsNoModulusIsRefused() {
    IllegalArgumentException even =
        assertThrows(IllegalArgumentException.class, () -> low(8, 0x1A));
    assertTrue(even.getMessage(), even.getMessage().startsWith("polynomial: found coefficient 0"));
    IllegalArgumentException small = assertThrows(IllegalArgumentException.class, () -> low(1, 1));
    assertEquals("degree: found 1, allowed is 2 to 1024", small.getMessage());
  }
}
