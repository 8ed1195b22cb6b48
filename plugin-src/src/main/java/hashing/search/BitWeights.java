package hashing.search;

import java.util.Arrays;
import java.util.List;

/**
 * What each bit of a code weighs: the weighted distance of two codes is the sum of the weights of
 * the bits in which they differ, in doubles, bit 0 first. Immutable.
 */
final class BitWeights {
  private final float[] weights;

  BitWeights(String field, int bitCount, float[] weights) {
    if (weights.length != bitCount) {
      throw new IllegalArgumentException(
          QueryCodes.message(
              field,
              "weights must be " + bitCount + ", one for each bit, found " + weights.length));
    }
    for (int bit = 0; bit < weights.length; bit++) {
      if (!(weights[bit] >= 0 && weights[bit] < Float.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            QueryCodes.message(
                field,
                "weights must be finite and not below 0, found "
                    + weights[bit]
                    + " for bit "
                    + bit));
      }
    }
    this.weights = weights.clone();
  }

  /** The least weighted distance of a code from any of several. */
  double distance(List<byte[]> codes, byte[] code) {
    double least = Double.POSITIVE_INFINITY;
    for (byte[] own : codes) {
      least = Math.min(least, distance(own, code));
    }
    return least;
  }

  private double distance(byte[] a, byte[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      int rest = (a[i] ^ b[i]) & 0xFF;
      while (rest != 0) {
        int lead = Integer.numberOfLeadingZeros(rest) - (Integer.SIZE - Byte.SIZE);
        sum += weights[i * Byte.SIZE + lead];
        rest &= ~(0x80 >>> lead);
      }
    }
    return sum;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BitWeights that && Arrays.equals(weights, that.weights);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(weights);
  }
}
