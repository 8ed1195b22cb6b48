package hashing.method.adsh;

import hashing.train.Range;

/**
 * Hyper-parameters of asymmetric deep supervised hashing.
 *
 * @param bits 2 to 1024
 * @param hidden width of the hidden layer, 1 to 65,536
 * @param rounds of training the network, then solving for the codes; 1 to 10,000; the paper has 50
 * @param epochs over the sample in a round, 1 to 1000
 * @param sample rows that the network sees in a round, at least 2; all if there are fewer
 * @param batchSize 2 to 65,536
 * @param learningRate of Adam, above 0, at most 1
 * @param gamma how much a row's code is tied to the network's output, 0 to 1,000,000
 * @param seed of samples, first weights and the order of rows
 */
public record AdshConfig(
    int bits,
    int hidden,
    int rounds,
    int epochs,
    int sample,
    int batchSize,
    double learningRate,
    double gamma,
    long seed) {

  public AdshConfig {
    Range.check("bits", bits, 2, 1024);
    Range.check("hidden", hidden, 1, 65_536);
    Range.check("rounds", rounds, 1, 10_000);
    Range.check("epochs", epochs, 1, 1000);
    Range.check("sample", sample, 2, Integer.MAX_VALUE);
    Range.check("batch_size", batchSize, 2, 65_536);
    Range.check("learning_rate", learningRate, 1e-9, 1);
    Range.check("gamma", gamma, 0, 1e6);
  }

  /** The paper's, but for a perceptron's rate and fewer rounds. */
  public static AdshConfig defaults(int bits, long seed) {
    return new AdshConfig(bits, 512, 20, 3, 2000, 64, 1e-3, 200, seed);
  }
}
