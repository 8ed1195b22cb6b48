package hashing.opensearch.join;

import org.opensearch.common.settings.Settings;
import org.opensearch.threadpool.ExecutorBuilder;
import org.opensearch.threadpool.FixedExecutorBuilder;

/**
 * Threads of the joins that a node runs: each waits for shards most of its time. So many joins run
 * at once, {@code plugins.hashing.join.size}; where more than {@code
 * plugins.hashing.join.queue_size} wait, requests are refused with 429.
 */
public final class JoinPool {
  static final String NAME = "hashing_join";
  private static final int SIZE = 4;
  private static final int QUEUE_SIZE = 16;

  private JoinPool() {}

  /** For the node's registration. */
  public static ExecutorBuilder<?> builder(Settings settings) {
    return new FixedExecutorBuilder(settings, NAME, SIZE, QUEUE_SIZE, "plugins.hashing.join");
  }
}
