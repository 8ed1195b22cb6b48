package hashing.method.hashnet;

import hashing.train.Range;
import hashing.train.djl.NetworkTraining;

/**
 * Hyper-parameters of HashNet.
 *
 * @param bits 2 to 4096
 * @param scale of the inner product of two codes, 0.0001 to 100
 * @param growth of the steepness, a batch, 0 to 1
 * @param seed of first weights and the order of rows
 */
public record HashNetConfig(
    int bits, NetworkTraining training, double scale, double growth, long seed) {

  public static final double DEFAULT_SCALE = 0.1;

  /** As in the authors' code. */
  public static final double DEFAULT_GROWTH = 0.005;

  public HashNetConfig {
    Range.check("bits", bits, 2, 4096);
    Range.check("scale", scale, 1e-4, 100);
    Range.check("growth", growth, 0, 1);
  }
}
