package hashing.method.csq;

import hashing.train.Range;

/**
 * Hyper-parameters of central similarity quantisation.
 *
 * @param bits 2 to 4096; a power of two gives Hadamard centres, others random ones
 * @param hidden width of the hidden layer, 1 to 65,536
 * @param epochs 1 to 10,000
 * @param batchSize 2 to 65,536
 * @param learningRate of Adam, above 0, at most 1
 * @param quantisation weight of the quantisation term, 0 to 100
 * @param seed of random centres, first weights and the order of rows
 */
public record CsqConfig(
    int bits,
    int hidden,
    int epochs,
    int batchSize,
    double learningRate,
    double quantisation,
    long seed) {

  public CsqConfig {
    Range.check("bits", bits, 2, 4096);
    Range.check("hidden", hidden, 1, 65_536);
    Range.check("epochs", epochs, 1, 10_000);
    Range.check("batch_size", batchSize, 2, 65_536);
    Range.check("learning_rate", learningRate, 1e-9, 1);
    Range.check("quantisation", quantisation, 0, 100);
  }

  /** Defaults for Fashion-MNIST, chosen on rows held out of its training set. */
  public static CsqConfig defaults(int bits, long seed) {
    return new CsqConfig(bits, 512, 30, 256, 1e-3, 1e-4, seed);
  }

  /** With another number of epochs. */
  public CsqConfig withEpochs(int other) {
    return new CsqConfig(bits, hidden, other, batchSize, learningRate, quantisation, seed);
  }
}
