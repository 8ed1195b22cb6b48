package hashing.method.adsh;

import hashing.train.Range;
import hashing.train.djl.NetworkTraining;

/**
 * Hyper-parameters of asymmetric deep supervised hashing.
 *
 * @param bits 2 to 1024
 * @param training of the network; its epochs are over the sample in a round
 * @param rounds of training the network, then solving for the codes; 1 to 10,000; the paper has 50
 * @param sample rows that the network sees in a round, at least 2; all if there are fewer
 * @param gamma how much a row's code is tied to the network's output, 0 to 1,000,000
 * @param seed of samples, first weights and the order of rows
 */
public record AdshConfig(
    int bits, NetworkTraining training, int rounds, int sample, double gamma, long seed) {

  public AdshConfig {
    Range.check("bits", bits, 2, 1024);
    Range.check("rounds", rounds, 1, 10_000);
    Range.check("sample", sample, 2, Integer.MAX_VALUE);
    Range.check("gamma", gamma, 0, 1e6);
  }

  /** The paper's, but for a perceptron's rate and fewer rounds. */
  public static AdshConfig defaults(int bits, long seed) {
    return new AdshConfig(bits, NetworkTraining.perceptron(512, 3, 64, 1e-3), 20, 2000, 200, seed);
  }
}
