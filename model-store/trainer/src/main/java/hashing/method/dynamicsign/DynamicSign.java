package hashing.method.dynamicsign;

import hashing.train.djl.Operations;

/**
 * The dynamic sign function of codes, section 3.3: values nearer to 0 than the image's threshold
 * become the sign that fewer of the image's bits have. Stateless.
 */
final class DynamicSign {

  private DynamicSign() {}

  /**
   * The sign that values in the dead zone get: -1 where more than half are positive, otherwise 1.
   */
  static double minority(double[] u) {
    int positive = 0;
    for (double value : u) {
      positive += value > 0 ? 1 : 0;
    }
    return 2 * positive > u.length ? -1 : 1;
  }

  /** The code of one image, -1 or 1. */
  static double[] of(double[] u, double threshold) {
    double minority = minority(u);
    double[] code = new double[u.length];
    for (int bit = 0; bit < u.length; bit++) {
      boolean uncertain = Math.abs(u[bit]) < threshold;
      code[bit] = uncertain ? minority : u[bit] > 0 ? 1 : -1;
    }
    return code;
  }

  /**
   * The same in a network: values whose signs are the code, and whose size is how far a value is
   * from the zone's edge; the value itself where the threshold is 0.
   *
   * @param u {@code [batch][bits]}
   * @param threshold {@code [batch][1]}
   */
  static <T> T margins(Operations<T> operations, T u, T threshold, int bits) {
    T zero = operations.constant(0);
    T one = operations.constant(1);
    T minusOne = operations.constant(-1);
    T positive = operations.sum(operations.ifGreater(u, zero, one, zero), 1);
    T half = operations.constant(bits / 2f);
    T minority = operations.ifGreater(positive, half, minusOne, one);
    T size = operations.absolute(u);
    T sign = operations.ifGreater(u, zero, one, minusOne);
    T inside = operations.multiply(operations.subtract(threshold, size), minority);
    T outside = operations.multiply(operations.subtract(size, threshold), sign);
    return operations.ifGreater(threshold, size, inside, outside);
  }
}
