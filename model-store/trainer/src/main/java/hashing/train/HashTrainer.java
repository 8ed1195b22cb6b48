package hashing.train;

import hashing.train.data.LabelledVectors;
import java.util.Map;

/**
 * Learns an encoder from vectors.
 *
 * <p>The same data, configuration and seed give the same bits on the same machine. Not thread-safe.
 */
public interface HashTrainer {

  /** The method's id, for example {@code itq}. */
  String method();

  /**
   * The configuration under the names that a model package records, seed and {@code bits} included.
   */
  Map<String, Object> config();

  /** Whether what it trains has {@link TrainedEncoder#solvedCodes}. */
  default boolean solvesCodes() {
    return false;
  }

  /**
   * Trains.
   *
   * @throws IllegalArgumentException if the data do not suit the configuration, for example fewer
   *     columns than bits
   */
  TrainedEncoder train(LabelledVectors data, Progress progress);
}
