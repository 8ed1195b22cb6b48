package hashing.opensearch.pool;

import org.opensearch.common.settings.Settings;
import org.opensearch.threadpool.ExecutorBuilder;
import org.opensearch.threadpool.FixedExecutorBuilder;

/**
 * A node's thread for trying and comparing models: uploads are judged on it, one behind the other
 * by default, {@code plugins.hashing.trial.size}. A slow network takes it for as long as trials
 * may, so nothing else waits for it; where more than {@code plugins.hashing.trial.queue_size} wait,
 * requests are refused with 429.
 */
public final class TrialPool {
  public static final String NAME = "hashing_trial";
  private static final String SETTINGS = "plugins.hashing.trial";
  private static final int QUEUE_SIZE = 20;

  private TrialPool() {}

  /** For the node's registration, which has the settings with it. */
  public static ExecutorBuilder<?> builder(Settings settings) {
    return new FixedExecutorBuilder(settings, NAME, 1, QUEUE_SIZE, SETTINGS);
  }
}
