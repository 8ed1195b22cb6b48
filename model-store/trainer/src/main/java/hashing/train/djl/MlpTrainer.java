package hashing.train.djl;

import hashing.train.Progress;
import hashing.train.math.Permutation;
import java.util.Locale;
import java.util.Random;

/**
 * Trains a perceptron on all rows, epoch after epoch, on a loss that is given with its gradient.
 * All chance comes from the seed.
 */
public final class MlpTrainer {

  private final MlpConfig config;

  public MlpTrainer(MlpConfig config) {
    this.config = config;
  }

  /**
   * Trains on rows; one step of progress an epoch.
   *
   * @throws IllegalArgumentException if a loss is not finite: the learning rate is too high
   */
  public Result train(float[][] rows, BatchObjective objective, Progress progress) {
    int steps = config.epochs() * Math.ceilDiv(rows.length, config.batchSize());
    try (MlpSession session = new MlpSession(config, steps, new Random(config.seed()))) {
      double loss = 0;
      progress.start("epochs", config.epochs());
      for (int epoch = 0; epoch < config.epochs(); epoch++) {
        loss = session.epoch(rows, Permutation.identity(rows.length), objective);
        progress.step(String.format(Locale.ROOT, "loss %.4f", loss));
      }
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
