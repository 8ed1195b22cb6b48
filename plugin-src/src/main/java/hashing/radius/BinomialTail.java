package hashing.radius;

/**
 * Sums of binomial probabilities, for trial counts that need not be whole. Stateless.
 *
 * <p>They are regularised incomplete beta functions, computed by a continued fraction to about 12
 * digits. Cost: some hundred steps for 16384 trials.
 *
 * <p>Source: Press, Teukolsky, Vetterling, Flannery, "Numerical Recipes", 1992, sections 6.1
 * (logarithm of the gamma function; here by Stirling's series instead) and 6.4 (continued fraction,
 * evaluated by Lentz's method).
 */
final class BinomialTail {

  private static final int MAX_STEPS = 100_000;
  private static final double TINY = 1e-300;
  private static final double PRECISION = 1e-13;

  private BinomialTail() {}

  /**
   * Probability of at most {@code successes}.
   *
   * @param trials above 0
   * @param probability of a success, 0 to 1
   */
  static double atMost(double successes, double trials, double probability) {
    if (successes >= trials) {
      return 1;
    }
    return successes <= -1 ? 0 : beta(1 - probability, trials - successes, successes + 1);
  }

  /** Probability of at least {@code successes}. */
  static double atLeast(double successes, double trials, double probability) {
    if (successes <= 0) {
      return 1;
    }
    return successes >= trials + 1 ? 0 : beta(probability, successes, trials - successes + 1);
  }

  /** The regularised incomplete beta function of x in 0 to 1 and positive a, b. */
  private static double beta(double x, double a, double b) {
    if (x <= 0) {
      return 0;
    }
    if (x >= 1) {
      return 1;
    }
    double front =
        Math.exp(
            logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
    return x < (a + 1) / (a + b + 2)
        ? front * fraction(x, a, b) / a
        : 1 - front * fraction(1 - x, b, a) / b;
  }

  private static double fraction(double x, double a, double b) {
    double c = 1;
    double d = 1 / notZero(1 - (a + b) * x / (a + 1));
    double value = d;
    for (int m = 1; m < MAX_STEPS; m++) {
      double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
      d = 1 / notZero(1 + even * d);
      c = notZero(1 + even / c);
      value *= d * c;
      double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
      d = 1 / notZero(1 + odd * d);
      c = notZero(1 + odd / c);
      value *= d * c;
      if (Math.abs(d * c - 1) < PRECISION) {
        return value;
      }
    }
    throw new ArithmeticException("no value after " + MAX_STEPS + " steps");
  }

  private static double notZero(double value) {
    return Math.abs(value) < TINY ? TINY : value;
  }

  /** Logarithm of the gamma function of a positive number. */
  static double logGamma(double z) {
    double shift = 0;
    double x = z;
    for (; x < 10; x++) {
      shift -= Math.log(x);
    }
    double inverse = 1 / (x * x);
    double series =
        (1 / 12.0
                - inverse
                    * (1 / 360.0
                        - inverse * (1 / 1260.0 - inverse * (1 / 1680.0 - inverse / 1188.0))))
            / x;
    return shift + (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + series;
  }
}
