package hashing.method.sdh;

import hashing.train.Range;

/**
 * Hyper-parameters of supervised discrete hashing.
 *
 * @param bits 2 to 1024
 * @param rows that are trained on at most, as many of each class where that goes up; 2 or more
 * @param anchors rows that all rows are compared with, 2 to 10,000; as many as there are rows, at
 *     most
 * @param iterations of all three steps, 1 to 1000; the paper has 5
 * @param passes over the bits in an iteration, 1 to 100
 * @param lambda weight of the classifier's size, 0 to 1000
 * @param nu weight of the distance between codes and encoder, 0 to 1000
 * @param ridge added to the diagonal of the anchors' normal equations, 1e-9 to 1e6
 * @param seed of rows, anchors and first codes
 */
public record SdhConfig(
    int bits,
    int rows,
    int anchors,
    int iterations,
    int passes,
    double lambda,
    double nu,
    double ridge,
    long seed) {

  public SdhConfig {
    Range.check("bits", bits, 2, 1024);
    Range.check("rows", rows, 2, Integer.MAX_VALUE);
    Range.check("anchors", anchors, 2, 10_000);
    Range.check("iterations", iterations, 1, 1000);
    Range.check("passes", passes, 1, 100);
    Range.check("lambda", lambda, 0, 1000);
    Range.check("nu", nu, 0, 1000);
    Range.check("ridge", ridge, 1e-9, 1e6);
  }

  /** Those of the authors' code, with a ridge. */
  public static SdhConfig defaults(int bits, long seed) {
    return new SdhConfig(bits, 5000, 1000, 5, 5, 1, 1e-5, 1e-3, seed);
  }
}
