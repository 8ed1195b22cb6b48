package hashing.signature;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * A polynomial over GF(2) with the coefficients 1 of {@code x^degree} and of 1, as a modulus. The
 * coefficient of {@code x^i} is bit {@code i % 64} of word {@code i / 64}. Residues are arrays of
 * {@link #residueWords} words, changed in place. Immutable.
 *
 * <p>Irreducibility is decided by Rabin's test: {@code x^(2^n) = x}, and {@code x^(2^(n/q)) - x}
 * has no factor in common with it for each prime q that divides n. Cost: n squarings, each
 * O(n^2/64).
 *
 * <p>Source: M. O. Rabin, "Probabilistic Algorithms in Finite Fields", SIAM J. Comput. 9, 1980.
 */
public final class BinaryPolynomial {

  static final int MIN_DEGREE = 2;
  static final int MAX_DEGREE = 1024;

  /** Factors up to this degree are looked for first: nine of ten reducible polynomials have one. */
  private static final int SMALL = 16;

  private final int degree;
  private final long[] words;

  private BinaryPolynomial(int degree, long[] words) {
    this.degree = degree;
    this.words = words;
  }

  /**
   * The polynomial {@code x^degree + low}.
   *
   * @param low the coefficients below the degree, the first of them 1
   */
  public static BinaryPolynomial of(BitString low) {
    int degree = checkDegree(low.length());
    if (!low.bit(0)) {
      throw new IllegalArgumentException(
          "polynomial: found coefficient 0 of 1, allowed is 1, as x would divide it");
    }
    long[] words = Arrays.copyOf(low.words(), degree / 64 + 1);
    words[degree / 64] |= 1L << degree;
    return new BinaryPolynomial(degree, words);
  }

  private static int checkDegree(int degree) {
    if (degree < MIN_DEGREE || degree > MAX_DEGREE) {
      throw new IllegalArgumentException(
          "degree: found " + degree + ", allowed is " + MIN_DEGREE + " to " + MAX_DEGREE);
    }
    return degree;
  }

  /**
   * Draws one of the irreducible polynomials of a degree, each equally likely. About one in n/4 of
   * the drawn ones is irreducible once those with an even number of terms, which x + 1 divides, are
   * left out.
   */
  public static BinaryPolynomial randomIrreducible(int degree, RandomGenerator random) {
    byte[] bytes = new byte[BitString.bytes(checkDegree(degree))];
    while (true) {
      random.nextBytes(bytes);
      BinaryPolynomial drawn = of(BitString.cut(degree, bytes).withBit(0));
      if (drawn.terms() % 2 == 1 && drawn.isIrreducible()) {
        return drawn;
      }
    }
  }

  /** How many irreducible polynomials of a degree there are (Gauss). */
  public static BigInteger irreducibleCount(int degree) {
    BigInteger sum = BigInteger.ZERO;
    for (int d = 1; d <= checkDegree(degree); d++) {
      if (degree % d == 0) {
        BigInteger power = BigInteger.ONE.shiftLeft(degree / d);
        sum = sum.add(power.multiply(BigInteger.valueOf(moebius(d))));
      }
    }
    return sum.divide(BigInteger.valueOf(degree));
  }

  private static int moebius(int number) {
    int sign = 1;
    int rest = number;
    for (int q = 2; q <= rest; q++) {
      if (rest % q == 0) {
        rest /= q;
        sign = -sign;
        if (rest % q == 0) {
          return 0;
        }
      }
    }
    return sign;
  }

  /** The exponent n of the highest power. */
  public int degree() {
    return degree;
  }

  /** The coefficients below the degree. */
  public BitString low() {
    return BitString.cut(degree, words);
  }

  int residueWords() {
    return (degree + 63) / 64;
  }

  private int terms() {
    return Arrays.stream(words).mapToInt(Long::bitCount).sum();
  }

  /** Whether no polynomial of a degree from 1 to n - 1 divides it. */
  public boolean isIrreducible() {
    long[] power = new long[residueWords()];
    power[0] = 2; // x
    for (int k = 1; k <= degree; k++) {
      power = square(power);
      boolean check = k <= Math.min(SMALL, degree / 2) || (degree % k == 0 && isPrime(degree / k));
      if (check && !isCoprime(plusX(power))) {
        return false;
      }
    }
    return Arrays.stream(plusX(power)).allMatch(word -> word == 0);
  }

  private static long[] plusX(long[] residue) {
    long[] sum = residue.clone();
    sum[0] ^= 2;
    return sum;
  }

  private static boolean isPrime(int number) {
    boolean prime = number > 1;
    for (int q = 2; q * q <= number; q++) {
      prime &= number % q != 0;
    }
    return prime;
  }

  private long[] square(long[] residue) {
    long[] wide = new long[2 * residue.length];
    for (int i = 0; i < residue.length; i++) {
      wide[2 * i] = Long.expand(residue[i], 0x5555555555555555L);
      wide[2 * i + 1] = Long.expand(residue[i] >>> 32, 0x5555555555555555L);
    }
    for (int bit = 2 * degree - 2; bit >= degree; bit--) {
      if ((wide[bit / 64] >>> bit & 1) != 0) {
        addShifted(wide, words, bit - degree);
      }
    }
    return Arrays.copyOf(wide, residue.length);
  }

  /** {@code sum += added * x^shift}; what would lie behind the array's end is zero. */
  private static void addShifted(long[] sum, long[] added, int shift) {
    int from = shift / 64;
    for (int i = 0; i < added.length; i++) {
      if (added[i] == 0) {
        continue;
      }
      sum[from + i] ^= added[i] << shift;
      if (shift % 64 != 0 && from + i + 1 < sum.length) {
        sum[from + i + 1] ^= added[i] >>> -shift;
      }
    }
  }

  /** Euclid's algorithm on this and a residue. */
  private boolean isCoprime(long[] residue) {
    long[] a = words.clone();
    long[] b = Arrays.copyOf(residue, words.length);
    int degreeA = degree;
    int degreeB = highest(b);
    while (degreeB >= 0) {
      while (degreeA >= degreeB) {
        addShifted(a, b, degreeA - degreeB);
        degreeA = highest(a);
      }
      long[] swapped = a;
      a = b;
      b = swapped;
      int degreeSwapped = degreeA;
      degreeA = degreeB;
      degreeB = degreeSwapped;
    }
    return degreeA == 0;
  }

  private static int highest(long[] polynomial) {
    for (int i = polynomial.length - 1; i >= 0; i--) {
      if (polynomial[i] != 0) {
        return 64 * i + 63 - Long.numberOfLeadingZeros(polynomial[i]);
      }
    }
    return -1;
  }

  /** Multiplies a residue by x. */
  void timesX(long[] residue) {
    long carry = residue[(degree - 1) / 64] >>> (degree - 1) & 1;
    for (int i = residue.length - 1; i >= 0; i--) {
      residue[i] = residue[i] << 1 | (i > 0 ? residue[i - 1] >>> 63 : 0);
    }
    for (int i = 0; i < residue.length; i++) {
      residue[i] ^= words[i] & -carry;
    }
  }

  /** Divides a residue by x, which is possible as the modulus has the coefficient 1 of 1. */
  void overX(long[] residue) {
    long odd = -(residue[0] & 1);
    for (int i = 0; i < residue.length; i++) {
      residue[i] ^= words[i] & odd;
    }
    for (int i = 0; i < residue.length; i++) {
      residue[i] = residue[i] >>> 1 | (i + 1 < residue.length ? residue[i + 1] << 63 : 0);
    }
    // x^degree lies outside the residue or was shifted in already.
    residue[(degree - 1) / 64] |= odd & 1L << (degree - 1);
  }
}
