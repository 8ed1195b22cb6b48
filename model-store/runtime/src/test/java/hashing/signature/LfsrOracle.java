package hashing.signature;

import java.math.BigInteger;

/** The hash as it is defined: a shift register that gives the matrix column by column. */
final class LfsrOracle {

  private LfsrOracle() {}

  static BitString hash(byte[] message, BinaryPolynomial polynomial, BitString state) {
    int n = polynomial.degree();
    BigInteger m = new BigInteger(1, message);
    long[] taps = polynomial.low().words();
    long[] column = state.words();
    long[] hash = new long[column.length];
    for (int i = 0; i < m.bitLength(); i++) {
      long next = 0;
      for (int w = 0; w < column.length; w++) {
        hash[w] ^= m.testBit(i) ? column[w] : 0;
        next ^= column[w] & taps[w];
      }
      for (int w = 0; w < column.length; w++) {
        column[w] = column[w] >>> 1 | (w + 1 < column.length ? column[w + 1] << 63 : 0);
      }
      column[(n - 1) / 64] |= (long) (Long.bitCount(next) & 1) << (n - 1);
    }
    return BitString.cut(n, hash);
  }
}
