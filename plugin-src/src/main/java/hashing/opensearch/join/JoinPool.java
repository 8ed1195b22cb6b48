package hashing.opensearch.join;

import org.opensearch.common.settings.Settings;
import org.opensearch.core.concurrency.OpenSearchRejectedExecutionException;
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

  /** What a caller is told whose join finds no thread and no place to wait. */
  static OpenSearchRejectedExecutionException refused(Exception cause) {
    OpenSearchRejectedExecutionException refused =
        new OpenSearchRejectedExecutionException(
            "this node runs as many joins as [plugins.hashing.join.size] allows, and as many wait as"
                + " [plugins.hashing.join.queue_size] allows; come back later, or end one: with"
                + " DELETE on the cursor of one that waits for its pages to be fetched, or by"
                + " cancelling its task");
    refused.addSuppressed(cause);
    return refused;
  }

  /** For the node's registration. */
  public static ExecutorBuilder<?> builder(Settings settings) {
    return new FixedExecutorBuilder(settings, NAME, SIZE, QUEUE_SIZE, "plugins.hashing.join");
  }
}
