package hashing.keyrate;

import hashing.signature.GroupLength;

/**
 * Signatures a second at one distance, for messages of 2^20 bits and a chance to forge of 1e-10,
 * beside signing bit by bit with the same keys.
 *
 * @param minEntropy H_n / n at the best intensities
 * @param groupBits n, 0 where there is no key
 * @param perSecond signatures
 * @param singleBitPerSecond documents signed bit by bit
 */
public record SignatureRate(
    double km, double minEntropy, int groupBits, double perSecond, double singleBitPerSecond) {

  static final double MESSAGE_BITS = 1 << 20;
  static final double EPSILON = GroupLength.DEFAULT_EPSILON;

  private static final int GRID = 40;
  private static final int ROUNDS = 8;

  /** The rate at the best intensity and share of pulses, found by a grid that closes in on it. */
  public static SignatureRate at(FibreLink link, double km) {
    double muFrom = 1e-3;
    double muTo = 3;
    double oftenFrom = 1e-3;
    double oftenTo = 0.99;
    double best = Double.NEGATIVE_INFINITY;
    double bestMu = 0;
    double bestOften = 0;
    for (int round = 0; round < ROUNDS; round++) {
      double muStep = Math.pow(muTo / muFrom, 1.0 / GRID);
      double oftenStep = Math.pow(oftenTo / oftenFrom, 1.0 / GRID);
      for (int i = 0; i <= GRID; i++) {
        for (int j = 0; j <= GRID; j++) {
          double mu = muFrom * Math.pow(muStep, i);
          double often = oftenFrom * Math.pow(oftenStep, j);
          FibreLink.Yield yield = link.yield(km, mu, often);
          double value = yield.pairs() * Math.max(yield.minEntropy(), 0);
          if (value <= 0) {
            value = yield.minEntropy(); // leads to where there is a key
          }
          if (value > best) {
            best = value;
            bestMu = mu;
            bestOften = often;
          }
        }
      }
      muFrom = bestMu / (muStep * muStep);
      muTo = bestMu * muStep * muStep;
      oftenFrom = bestOften / (oftenStep * oftenStep);
      oftenTo = Math.min(0.999, bestOften * oftenStep * oftenStep);
    }
    return of(link, km, link.yield(km, bestMu, bestOften));
  }

  private static SignatureRate of(FibreLink link, double km, FibreLink.Yield yield) {
    if (yield.minEntropy() <= 0) {
      return new SignatureRate(km, yield.minEntropy(), 0, 0, 0);
    }
    int bits = GroupLength.least(MESSAGE_BITS, EPSILON, yield.minEntropy());
    double keys = link.clock() * yield.pairs();
    return new SignatureRate(
        km,
        yield.minEntropy(),
        bits,
        keys / (3 * bits),
        keys / (2 * singleBitLength(yield) * MESSAGE_BITS));
  }

  /**
   * Key bits that signing one bit takes of each party, L_b: so many that a signer cannot make two
   * thresholds of errors differ, 2 exp(-(s_v - s_a)^2 L_b / 4) = eps, where both lie in the thirds
   * between the error rate and that of the best attacker, p_E.
   */
  private static double singleBitLength(FibreLink.Yield yield) {
    double attacker = inverseEntropy(yield.unknown());
    double gap = (attacker - yield.errorRate()) / 3;
    return 4 * Math.log(2 / EPSILON) / (gap * gap);
  }

  private static double inverseEntropy(double entropy) {
    double from = 0;
    double to = 0.5;
    for (int i = 0; i < 100; i++) {
      double middle = (from + to) / 2;
      if (FibreLink.entropy(middle) < entropy) {
        from = middle;
      } else {
        to = middle;
      }
    }
    return from;
  }

  /** How many times as many signatures as bit by bit; 0 where there are none. */
  public double ratio() {
    return perSecond == 0 ? 0 : perSecond / singleBitPerSecond;
  }
}
