package hashing.opensearch.pool;

import org.opensearch.common.settings.Settings;
import org.opensearch.common.util.concurrent.OpenSearchExecutors;
import org.opensearch.threadpool.ExecutorBuilder;
import org.opensearch.threadpool.FixedExecutorBuilder;

/**
 * A node's threads for what may take seconds and should hold up neither searches nor the network:
 * encoding on request, sampling, reading files ahead. Half the processors by default, {@code
 * plugins.hashing.thread_pool.size}; where more than {@code plugins.hashing.thread_pool.queue_size}
 * wait, requests are refused with 429.
 */
public final class WorkPool {
  public static final String NAME = "hashing";
  private static final String SETTINGS = "plugins.hashing.thread_pool";
  private static final int QUEUE_SIZE = 200;

  private WorkPool() {}

  /** For the node's registration, which has the settings with it. */
  public static ExecutorBuilder<?> builder(Settings settings) {
    int size = Math.max(1, OpenSearchExecutors.allocatedProcessors(settings) / 2);
    return new FixedExecutorBuilder(settings, NAME, size, QUEUE_SIZE, SETTINGS);
  }
}
