package hashing.method.ddsh;

import hashing.train.Range;
import hashing.train.djl.NetworkTraining;

/**
 * Hyper-parameters of deep discrete supervised hashing.
 *
 * @param bits 2 to 1024
 * @param training of the network; its epochs are the turns of both steps in a round
 * @param perClass rows of each class that are trained on, 1 or more; more where rows have several
 *     labels and a rare one needs them; the paper has 500
 * @param columns rows of a sample, 2 to 10,000
 * @param rounds each with a new sample, 1 to 10,000; the paper has 50
 * @param solver how a sample's bits are solved for
 * @param seed of rows, samples, first weights and the order of rows
 */
public record DdshConfig(
    int bits,
    NetworkTraining training,
    int perClass,
    int columns,
    int rounds,
    Solver solver,
    long seed) {

  /** Ways to solve for one bit of a sample. */
  public enum Solver {
    /** The paper's: half of the entries become +1, those of the densest cluster. */
    CLUSTER,
    /** Flips entries as long as that helps; for classes of very different sizes. */
    DESCENT,
    /** None: the network's values stand for codes, to compare with; {@code columns} is not used. */
    RELAXED
  }

  public DdshConfig {
    Range.check("bits", bits, 2, 1024);
    Range.check("per_class", perClass, 1, Integer.MAX_VALUE);
    Range.check("columns", columns, 2, 10_000);
    Range.check("rounds", rounds, 1, 10_000);
  }

  /** The paper's, but for a perceptron's rate and fewer rounds. */
  public static DdshConfig defaults(int bits, long seed) {
    return new DdshConfig(
        bits, NetworkTraining.perceptron(512, 3, 128, 1e-3), 500, 100, 30, Solver.CLUSTER, seed);
  }
}
