package hashing.signature;

/**
 * How long a key group must be: the chance to forge a signature of a message of m bits is at most
 * {@code m 2^(1 - n h)} for groups of n bits whose min-entropy, as far as an attacker knows them,
 * is h per bit.
 *
 * <p>Source: B.-H. Li et al., "One-Time Universal Hashing Quantum Digital Signatures without
 * Perfect Keys", Phys. Rev. Applied 20, 044011, 2023.
 */
public final class GroupLength {

  /** Chance to forge that is allowed where nothing else is asked for. */
  public static final double DEFAULT_EPSILON = 1e-10;

  private GroupLength() {}

  /**
   * The least n for a message.
   *
   * @param messageBits m, 1 or more
   * @param epsilon largest chance to forge, above 0 and below 1
   * @param minEntropyPerBit h, above 0 and at most 1
   */
  public static int least(double messageBits, double epsilon, double minEntropyPerBit) {
    if (!(epsilon > 0 && epsilon < 1)) {
      throw new IllegalArgumentException(
          "epsilon: found " + epsilon + ", allowed is above 0 and below 1");
    }
    checkMinEntropy(minEntropyPerBit);
    double bits = (log2(messageBits) + 1 - log2(epsilon)) / minEntropyPerBit;
    return (int) Math.ceil(bits);
  }

  /** The binary logarithm of the bound on the chance to forge. */
  public static double log2Forgery(double messageBits, int groupBits, double minEntropyPerBit) {
    return Math.min(0, log2(messageBits) + 1 - groupBits * checkMinEntropy(minEntropyPerBit));
  }

  /**
   * Refuses groups that are too short for a message.
   *
   * @throws IllegalArgumentException that names both lengths
   */
  public static void check(KeyPool.Facts pool, double messageBits, double epsilon) {
    int least = least(messageBits, epsilon, pool.minEntropyPerBit());
    if (pool.groupBits() < least) {
      throw new IllegalArgumentException(
          "group_bits: found "
              + pool.groupBits()
              + " in pool "
              + pool.pool()
              + ", allowed is "
              + least
              + " or more for a message of "
              + (long) messageBits
              + " bits, a chance to forge of "
              + epsilon
              + " and "
              + pool.minEntropyPerBit()
              + " bits of min-entropy per bit");
    }
  }

  static double checkMinEntropy(double minEntropyPerBit) {
    if (!(minEntropyPerBit > 0 && minEntropyPerBit <= 1)) {
      throw new IllegalArgumentException(
          "min_entropy_per_bit: found " + minEntropyPerBit + ", allowed is above 0, up to 1");
    }
    return minEntropyPerBit;
  }

  private static double log2(double value) {
    return Math.log(value) / Math.log(2);
  }
}
