package hashing.signature;

import java.math.BigInteger;
import java.util.List;

/** Products of polynomials as messages, highest coefficient first: the best forgeries. */
final class Products {

  private Products() {}

  static byte[] of(List<BinaryPolynomial> factors) {
    BigInteger product = BigInteger.ONE;
    for (BinaryPolynomial factor : factors) {
      BigInteger sum = BigInteger.ZERO;
      for (int i = 0; i <= factor.degree(); i++) {
        if (i == factor.degree() || factor.low().bit(i)) {
          sum = sum.xor(product.shiftLeft(i));
        }
      }
      product = sum;
    }
    return product.toByteArray();
  }

  /** The message with the product added to its last coefficients. */
  static byte[] added(byte[] message, List<BinaryPolynomial> factors) {
    byte[] product = of(factors);
    byte[] sum = message.clone();
    for (int i = 1; i <= Math.min(product.length, sum.length); i++) {
      sum[sum.length - i] ^= product[product.length - i];
    }
    return sum;
  }
}
