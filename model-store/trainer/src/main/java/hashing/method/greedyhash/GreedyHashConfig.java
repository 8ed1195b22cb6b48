package hashing.method.greedyhash;

import hashing.train.Range;
import hashing.train.djl.NetworkTraining;

/**
 * Hyper-parameters of greedy hashing.
 *
 * @param bits 2 to 4096
 * @param penalty weight of the mean of {@code ||z| - 1|^3}, 0 to 100
 * @param seed of first weights and the order of rows
 */
public record GreedyHashConfig(int bits, NetworkTraining training, double penalty, long seed) {

  /** The paper's value for CIFAR-10. */
  public static final double DEFAULT_PENALTY = 0.1;

  public GreedyHashConfig {
    Range.check("bits", bits, 2, 4096);
    Range.check("penalty", penalty, 0, 100);
  }
}
