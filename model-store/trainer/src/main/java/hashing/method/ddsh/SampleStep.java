package hashing.method.ddsh;

import hashing.train.math.BinaryQuadraticProgram;
import hashing.train.math.SignedCodes;

/**
 * Solves for the codes of a sample, one bit after another, so that they explain what the bits
 * before leave of all similarities: section III-B, with the network's codes of the other rows
 * fixed.
 */
final class SampleStep {

  private final SignedCodes codes;
  private final int[] sampled;
  private final double ratio;
  private final double[][] products;
  private final double[][] sumsOfSimilar;
  private final double[] sum;

  /**
   * @param others rows not in the sample
   * @param ratio how much a dissimilar pair counts, the target being {@code -ratio}
   */
  SampleStep(SignedCodes codes, int[] sampled, int[] others, double ratio) {
    this.codes = codes;
    this.sampled = sampled;
    this.ratio = ratio;
    this.products = codes.products(others);
    this.sumsOfSimilar = codes.sumsOfSimilar(others);
    this.sum = codes.sum(others);
  }

  /** Solves for all bits in order. */
  void solve(DdshConfig.Solver solver) {
    for (int bit = 0; bit < codes.bits(); bit++) {
      BinaryQuadraticProgram program = program(bit);
      byte[] solution =
          switch (solver) {
            case CLUSTER -> program.cluster();
            case DESCENT -> program.descend(bits(bit));
            case RELAXED -> throw new AssertionError("nothing is solved for");
          };
      for (int i = 0; i < sampled.length; i++) {
        codes.set(sampled[i], bit, solution[i]);
      }
    }
  }

  /** A bit of the sample's codes; where still open, what it is most often for similar rows. */
  private byte[] bits(int bit) {
    byte[] bits = new byte[sampled.length];
    for (int i = 0; i < bits.length; i++) {
      int now = codes.get(sampled[i], bit);
      bits[i] =
          (byte)
              (now != 0
                  ? now
                  : sumsOfSimilar[codes.similarity().kind(sampled[i])][bit] > 0 ? 1 : -1);
    }
    return bits;
  }

  /** The programme of a bit, given those before it; later ones are not looked at. */
  BinaryQuadraticProgram program(int bit) {
    int size = sampled.length;
    double[][] quadratic = new double[size][size];
    double[] linear = new double[size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        quadratic[i][j] = i == j ? 0 : -2 * (target(i, j) - explained(i, j, bit));
      }
      double similar =
          (1 + ratio) * sumsOfSimilar[codes.similarity().kind(sampled[i])][bit] - ratio * sum[bit];
      double rest = codes.bits() * similar;
      for (int before = 0; before < bit; before++) {
        rest -= products[bit][before] * codes.get(sampled[i], before);
      }
      linear[i] = -2 * rest;
    }
    return new BinaryQuadraticProgram(quadratic, linear);
  }

  private double target(int i, int j) {
    return codes.bits() * (codes.similarity().similar(sampled[i], sampled[j]) ? 1 : -ratio);
  }

  private int explained(int i, int j, int bits) {
    int product = 0;
    for (int before = 0; before < bits; before++) {
      product += codes.get(sampled[i], before) * codes.get(sampled[j], before);
    }
    return product;
  }
}
