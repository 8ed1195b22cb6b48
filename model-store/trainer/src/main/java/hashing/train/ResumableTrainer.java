package hashing.train;

import hashing.train.data.LabelledVectors;

/** A trainer whose state is saved as it goes, so that an ended training can go on. */
public interface ResumableTrainer extends HashTrainer {

  /**
   * Trains, from the checkpoint's state if it has one. The data and the configuration must be those
   * of the training that left it; the result then equals that of a training never ended.
   */
  TrainedEncoder train(LabelledVectors data, Progress progress, Checkpoint checkpoint);

  @Override
  default TrainedEncoder train(LabelledVectors data, Progress progress) {
    return train(data, progress, Checkpoint.NONE);
  }
}
