package hashing.opensearch.pool;

import org.opensearch.common.settings.Settings;
import org.opensearch.common.util.concurrent.OpenSearchExecutors;
import org.opensearch.threadpool.ExecutorBuilder;
import org.opensearch.threadpool.FixedExecutorBuilder;

/**
 * A node's threads for loading encoders and encoding: nothing else of the plugin or of a network
 * runs a thread for that, so they bound what encoding takes from a node. Half the processors but at
 * least two by default, {@code plugins.hashing.encode.thread_pool.size}.
 */
public final class EncodePool {
  public static final String NAME = "hashing_encode";
  private static final String SETTINGS = "plugins.hashing.encode.thread_pool";

  /** Models bound what waits for them, each for itself. */
  private static final int UNBOUNDED = -1;

  private EncodePool() {}

  /** For the node's registration, which has the settings with it. */
  public static ExecutorBuilder<?> builder(Settings settings) {
    int size = Math.max(2, OpenSearchExecutors.allocatedProcessors(settings) / 2);
    return new FixedExecutorBuilder(settings, NAME, size, UNBOUNDED, SETTINGS);
  }
}
