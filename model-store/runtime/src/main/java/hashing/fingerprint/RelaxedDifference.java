package hashing.fingerprint;

/**
 * How far two encoders' relaxed codes of the same probes lie apart, each bit measured by its own
 * scale: the root of the mean square of both encoders' finite values of that bit.
 *
 * @param scales {@code double[bitCount]}
 * @param largest largest difference of two values over their bit's scale; infinite where one of
 *     them is refused or not finite and the other is another
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record RelaxedDifference(double[] scales, double largest) {

  /**
   * Compares bit {@code i} of one with bit {@code order[i]} of the other, whose values change their
   * sign where {@code turned[i]}.
   */
  static RelaxedDifference of(float[] one, float[] other, int[] order, boolean[] turned) {
    int bits = order.length;
    double[] scales = new double[bits];
    double largest = 0;
    for (int bit = 0; bit < bits; bit++) {
      scales[bit] = scale(one, bit, other, order[bit], bits);
      for (int row = 0; row < one.length; row += bits) {
        float a = one[row + bit];
        float b = turned[bit] ? -other[row + order[bit]] : other[row + order[bit]];
        largest = Math.max(largest, difference(a, b, scales[bit]));
      }
    }
    return new RelaxedDifference(scales, largest);
  }

  private static double scale(float[] one, int bit, float[] other, int otherBit, int bits) {
    double squares = 0;
    int count = 0;
    for (int row = 0; row < one.length; row += bits) {
      for (float value : new float[] {one[row + bit], other[row + otherBit]}) {
        if (Float.isFinite(value)) {
          squares += (double) value * value;
          count++;
        }
      }
    }
    return count == 0 ? 0 : Math.sqrt(squares / count);
  }

  private static double difference(float a, float b, double scale) {
    if (a == b || (Float.isNaN(a) && Float.isNaN(b))) {
      return 0;
    }
    double apart = Math.abs((double) a - b);
    return Double.isFinite(apart) ? apart / scale : Double.POSITIVE_INFINITY;
  }
}
