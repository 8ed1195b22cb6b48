package hashing.train.djl;

import hashing.train.Checkpoint;
import hashing.train.Progress;
import hashing.train.Rounds;
import hashing.train.Saved;
import hashing.train.data.LabelledVectors;
import hashing.train.math.SavedRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Trains a network on all rows, epoch after epoch, on a loss that is given with its gradient. All
 * chance comes from the seed.
 */
public final class NetworkTrainer {

  private final NetworkTraining training;
  private final long seed;
  private final Progress progress;
  private final Checkpoint checkpoint;

  /** One step of progress and one checkpoint an epoch. */
  public NetworkTrainer(
      NetworkTraining training, long seed, Progress progress, Checkpoint checkpoint) {
    this.training = training;
    this.seed = seed;
    this.progress = progress;
    this.checkpoint = checkpoint;
  }

  /**
   * Trains the plan of the training's configuration.
   *
   * @param state what else changes in a training, such as a classifier of the objective
   * @throws IllegalArgumentException if a loss is not finite: the learning rate is too high
   */
  public Result train(LabelledVectors data, int bits, BatchObjective objective, Saved... state) {
    return train(training.network(data.input(), bits), data, objective, state);
  }

  /** Trains a network. */
  public Result train(
      Network network, LabelledVectors data, BatchObjective objective, Saved... state) {
    SavedRandom random = new SavedRandom(seed);
    int steps = training.steps(training.epochs(), data.size());
    RowChange change = training.change(data.input());
    try (NetworkSession session = new NetworkSession(network, training, change, steps, random)) {
      List<Saved> parts = new ArrayList<>(List.of(random, session));
      parts.addAll(Arrays.asList(state));
      double loss =
          new Rounds("epochs", training.epochs(), parts)
              .run(progress, checkpoint, epoch -> session.epoch(data.rows(), objective));
      return new Result(session.parameters(), loss);
    }
  }

  /**
   * What a training yields.
   *
   * @param loss mean over the last epoch
   */
  public record Result(NetworkParameters parameters, double loss) {}
}
