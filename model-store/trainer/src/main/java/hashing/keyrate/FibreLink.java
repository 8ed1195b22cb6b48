package hashing.keyrate;

/**
 * Two users at the ends of a fibre with the measuring node in its middle.
 *
 * @param efficiency eta_d of the detectors
 * @param darkCount p_d, chance of a click without light
 * @param attenuation alpha in dB/km
 * @param errorCorrection f, bits disclosed for each that Shannon's limit needs
 * @param misalignment e_d
 * @param clock pulses a second
 */
public record FibreLink(
    double efficiency,
    double darkCount,
    double attenuation,
    double errorCorrection,
    double misalignment,
    double clock) {

  /** Superconducting detectors and low-loss fibre. */
  public static final FibreLink DEFAULT = new FibreLink(0.7, 1e-8, 0.165, 1.1, 0.04, 1e9);

  /**
   * What a pulse gives.
   *
   * @param pairs n_z, key bits per pulse
   * @param errorRate E_z
   * @param unknown share of a key bit that an attacker does not know before errors are corrected
   * @param minEntropy H_n / n: what is left of it afterwards; 0 or less where there is no key
   */
  public record Yield(double pairs, double errorRate, double unknown, double minEntropy) {}

  /**
   * The yield of a pulse.
   *
   * @param km of fibre between the users
   * @param mu intensity sent, in photons
   * @param often p_mu, above 0 and below 1
   */
  public Yield yield(double km, double mu, double often) {
    double eta = efficiency * Math.pow(10, -attenuation * km / 20);
    double none = 1 - often;
    double oo = none * none * gain(eta, 0, 0);
    double om = none * often * gain(eta, 0, mu);
    double mm = often * often * gain(eta, mu, mu);
    double most = Math.max(om + mm, oo + om);
    double pairs = (om * om + oo * mm) / most;
    double errorRate = oo * mm / most / pairs;

    double single = eta * (1 - darkCount) + 2 * darkCount * (1 - darkCount) * (1 - eta);
    double z = often * none * mu * Math.exp(-mu) * single;
    double bothSingle = z * z / most;
    double share = eta / single;
    double phase = misalignment * share * share + (1 - share * share) / 2;
    double vacuum =
        often * none * Math.exp(-mu) * gain(eta, 0, 0) * om
            + often * often * Math.exp(-mu) * gain(eta, 0, mu) * oo;
    double unknown = (vacuum / most + bothSingle * (1 - entropy(phase))) / pairs;
    return new Yield(pairs, errorRate, unknown, unknown - errorCorrection * entropy(errorRate));
  }

  /**
   * Chance that just one of two detectors clicks, over all phases: 2 y I0(w) - 2 y^2, of which the
   * difference is taken before its terms cancel out.
   */
  private double gain(double eta, double a, double b) {
    double exponent = eta * (a + b) / 2;
    double y = (1 - darkCount) * Math.exp(-exponent);
    double oneLessY = -Math.expm1(-exponent) + darkCount * Math.exp(-exponent);
    return 2 * y * (besselLessOne(eta * Math.sqrt(a * b)) + oneLessY);
  }

  /** I0(w) - 1 by its series. */
  private static double besselLessOne(double w) {
    double sum = 0;
    double term = 1;
    for (int k = 1; k < 30; k++) {
      term *= w * w / 4 / (k * k);
      sum += term;
    }
    return sum;
  }

  /** Binary entropy of a probability. */
  static double entropy(double p) {
    return p <= 0 || p >= 1 ? 0 : -(p * Math.log(p) + (1 - p) * Math.log1p(-p)) / Math.log(2);
  }
}
