package hashing.benchmark;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Makes code sets; the same arguments give the same codes. */
public final class CodeSets {

  /** Codes round one centre. */
  private static final int CLUSTER_SIZE = 50;

  /**
   * Share of bits in which a code differs from its centre: the tenth neighbour of a 64-bit code is
   * then about 11 bits away.
   */
  private static final double FLIP = 0.12;

  private CodeSets() {}

  /** Codes of independent, fair bits. */
  public static CodeSet uniform(int bits, int count, int queryCount, long seed) {
    RandomGenerator random = random(seed);
    byte[] codes = new byte[Math.multiplyExact(count, bits / 8)];
    byte[] queries = new byte[queryCount * bits / 8];
    random.nextBytes(codes);
    random.nextBytes(queries);
    return new CodeSet("uniform-" + bits + "-" + count, bits, codes, queries);
  }

  /**
   * Codes round random centres, {@value #CLUSTER_SIZE} round each, a bit differing from its
   * centre's with probability {@value #FLIP}; queries are drawn likewise round the same centres.
   */
  public static CodeSet clustered(int bits, int count, int queryCount, long seed) {
    RandomGenerator random = random(seed);
    int length = bits / 8;
    byte[] centres = new byte[Math.multiplyExact(Math.ceilDiv(count, CLUSTER_SIZE), length)];
    random.nextBytes(centres);
    byte[] codes = new byte[Math.multiplyExact(count, length)];
    for (int i = 0; i < count; i++) {
      near(centres, i / CLUSTER_SIZE, codes, i, length, random);
    }
    byte[] queries = new byte[queryCount * length];
    for (int i = 0; i < queryCount; i++) {
      near(centres, random.nextInt(centres.length / length), queries, i, length, random);
    }
    return new CodeSet("clustered-" + bits + "-" + count, bits, codes, queries);
  }

  private static void near(
      byte[] centres, int centre, byte[] target, int index, int length, RandomGenerator random) {
    System.arraycopy(centres, centre * length, target, index * length, length);
    // Gaps between flipped bits are geometric, which costs a draw for a flip and not for a bit.
    double scale = 1 / Math.log1p(-FLIP);
    for (int bit = gap(random, scale); bit < length * 8; bit += 1 + gap(random, scale)) {
      target[index * length + bit / 8] ^= (byte) (0x80 >>> (bit % 8));
    }
  }

  private static int gap(RandomGenerator random, double scale) {
    return (int) Math.min(1 << 20, Math.log(1 - random.nextDouble()) * scale);
  }

  private static RandomGenerator random(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }
}
