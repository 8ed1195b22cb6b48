package hashing.keyrate;

import hashing.signature.GroupLength;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

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

  /**
   * Intensities that are tried: steps of 0.025, above 0.5 of 0.125. The best rate is flat around
   * its place: steps ten times as fine gain less than 1 %, while the min-entropy moves by up to 8
   * %.
   */
  private static final double[] INTENSITIES =
      DoubleStream.concat(
              IntStream.rangeClosed(1, 20).mapToDouble(i -> 0.025 * i),
              IntStream.rangeClosed(5, 12).mapToDouble(i -> 0.125 * i))
          .toArray();

  private static final double[] SHARES =
      IntStream.range(1, 50).mapToDouble(i -> 0.02 * i).toArray();

  /** The rate at the best of some intensities and shares of pulses. */
  public static SignatureRate at(FibreLink link, double km) {
    return at(link, km, INTENSITIES, SHARES);
  }

  static SignatureRate at(FibreLink link, double km, double[] intensities, double[] shares) {
    FibreLink.Yield best = null;
    for (double mu : intensities) {
      for (double often : shares) {
        FibreLink.Yield yield = link.yield(km, mu, often);
        if (best == null || value(yield) > value(best)) {
          best = yield;
        }
      }
    }
    return of(link, km, best);
  }

  /** Proportional to the rate; where there is no key, how far it is from one. */
  private static double value(FibreLink.Yield yield) {
    return yield.minEntropy() > 0 ? yield.pairs() * yield.minEntropy() : yield.minEntropy();
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
