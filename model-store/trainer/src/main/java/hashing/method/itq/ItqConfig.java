package hashing.method.itq;

import hashing.train.Range;

/**
 * Hyper-parameters of iterative quantisation.
 *
 * @param bits 1 to the number of columns, 1024 at most
 * @param iterations 1 to 10,000; the paper's 50 is the default
 * @param roots whether the square roots of values are projected, and not the values
 * @param seed of the rotation that the iterations start from
 */
public record ItqConfig(int bits, int iterations, boolean roots, long seed) {

  /** The paper's number of iterations. */
  public static final int DEFAULT_ITERATIONS = 50;

  public ItqConfig {
    Range.check("bits", bits, 1, 1024);
    Range.check("iterations", iterations, 1, 10_000);
  }

  /** Of the values themselves, as in the paper. */
  public ItqConfig(int bits, int iterations, long seed) {
    this(bits, iterations, false, seed);
  }
}
