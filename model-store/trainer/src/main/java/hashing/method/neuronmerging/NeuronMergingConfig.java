package hashing.method.neuronmerging;

import hashing.train.Range;
import hashing.train.djl.NetworkTraining;

/**
 * Hyper-parameters of merging neurons.
 *
 * @param bits of the last stage, 2 to 1024
 * @param training of the network; its epochs are those of all stages together, at least 2 a stage
 * @param start bits of the first stage, at least {@code bits}, 1024 at most; as many as {@code
 *     bits} for a training without merging
 * @param stages 1 to 20, each leaving about the same share of the bits, at least half
 * @param relation what tells which neurons are redundant
 * @param quantisation weight of the distance of values from their signs, 0 to 100
 * @param seed of first weights, the order of rows and merging by chance
 */
public record NeuronMergingConfig(
    int bits,
    NetworkTraining training,
    int start,
    int stages,
    Relation relation,
    double quantisation,
    long seed) {

  /** What tells which neurons are redundant. */
  public enum Relation {
    /** Those whose merging raises the loss least. */
    LOSS,
    /** Those that are most correlated, with either sign. */
    CORRELATION,
    /** Chance: to compare with. */
    RANDOM,
    /** None is merged; those are dropped without which the loss is lowest: to compare with. */
    SELECT
  }

  public NeuronMergingConfig {
    Range.check("bits", bits, 2, 1024);
    Range.check("start", start, bits, 1024);
    Range.check("stages", stages, 1, 20);
    Range.check("epochs", training.epochs(), 2L * stages, 10_000);
    Range.check("quantisation", quantisation, 0, 100);
    for (int stage = 0; stage < stages; stage++) {
      int before = width(bits, start, stages, stage);
      int after = width(bits, start, stages, stage + 1);
      Range.check("stages", stages, 2 * after < before ? stages + 1 : 1, 20);
    }
  }

  /** From at least 64 bits, or twice as many as are wanted, in four stages. */
  public static NeuronMergingConfig defaults(int bits, long seed) {
    int start = Math.min(1024, Math.max(64, 2 * bits));
    int stages = Math.max(4, (int) Math.ceil(Math.log((double) start / bits) / Math.log(1.8)));
    return new NeuronMergingConfig(
        bits, NetworkTraining.DEFAULTS, start, stages, Relation.LOSS, 0.1, seed);
  }

  /** Bits after a number of stages. */
  int width(int stagesDone) {
    return width(bits, start, stages, stagesDone);
  }

  private static int width(int bits, int start, int stages, int stagesDone) {
    double share = Math.pow((double) bits / start, (double) stagesDone / stages);
    return stagesDone == stages ? bits : Math.max(bits, (int) Math.round(start * share));
  }
}
