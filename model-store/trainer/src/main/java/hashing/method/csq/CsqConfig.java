package hashing.method.csq;

import hashing.train.Range;
import hashing.train.djl.NetworkTraining;

/**
 * Hyper-parameters of central similarity quantisation.
 *
 * @param bits 2 to 4096; a power of two gives Hadamard centres, others random ones
 * @param quantisation weight of the quantisation term, 0 to 100
 * @param seed of random centres, first weights and the order of rows
 */
public record CsqConfig(int bits, NetworkTraining training, double quantisation, long seed) {

  /** Chosen for Fashion-MNIST on rows held out of its training set. */
  public static final double DEFAULT_QUANTISATION = 1e-4;

  public CsqConfig {
    Range.check("bits", bits, 2, 4096);
    Range.check("quantisation", quantisation, 0, 100);
  }
}
