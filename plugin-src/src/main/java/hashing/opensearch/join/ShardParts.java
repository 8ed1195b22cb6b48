package hashing.opensearch.join;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.ResourceNotFoundException;
import org.opensearch.cluster.ClusterChangedEvent;
import org.opensearch.cluster.ClusterState;
import org.opensearch.cluster.ClusterStateListener;
import org.opensearch.cluster.metadata.IndexMetadata;
import org.opensearch.core.rest.RestStatus;

/**
 * The parts that a node's shards keep for joins. A part is forgotten when its join ends, when the
 * node that runs the join leaves, when its index is deleted or closed, or when this node is
 * stopped, which would wait for the readers else. Thread-safe.
 */
final class ShardParts implements ClusterStateListener {
  /** Joins that ended lately; their last parts may still be being opened. */
  private static final int REMEMBERED = 10_000;

  private final Map<String, ShardPart> parts = new ConcurrentHashMap<>();
  private volatile boolean stopped;
  private final Map<String, Boolean> ended =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
              return size() > REMEMBERED;
            }
          });

  /**
   * Keeps a part.
   *
   * @param join to which it belongs; where that has ended meanwhile, the part is forgotten at once
   */
  void add(String join, String id, ShardPart part) {
    parts.put(id, part);
    if (stopped || ended.containsKey(join)) {
      remove(id);
    }
  }

  /**
   * The part with that id, which is to be released with {@link ShardPart#decRef}.
   *
   * @throws ResourceNotFoundException if there is none any more
   */
  ShardPart acquire(String id) {
    ShardPart part = parts.get(id);
    if (part == null || !part.tryIncRef()) {
      throw new ResourceNotFoundException(
          "the join's reader ["
              + id
              + "] is gone: the join has ended, or its index was deleted or closed");
    }
    return part;
  }

  /** Forgets all parts of a join, those too that are being opened. */
  void close(String join) {
    ended.put(join, true);
    parts.forEach((id, part) -> {
      if (id.startsWith(join)) {
        remove(id);
      }
    });
  }

  /** Forgets all parts, now and later. */
  void stop() {
    stopped = true;
    removeIf(_ -> true);
  }

  /**
   * Ends what is working on a part of a node that is being stopped.
   *
   * @throws OpenSearchStatusException if it is
   */
  void checkStopped() {
    if (stopped) {
      throw new OpenSearchStatusException(
          "the node is being stopped", RestStatus.SERVICE_UNAVAILABLE);
    }
  }

  private void remove(String id) {
    ShardPart part = parts.remove(id);
    if (part != null) {
      part.decRef();
    }
  }

  private void removeIf(Predicate<ShardPart> condition) {
    parts.forEach((id, part) -> {
      if (condition.test(part)) {
        remove(id);
      }
    });
  }

  @Override
  public void clusterChanged(ClusterChangedEvent event) {
    if (parts.isEmpty()) {
      return;
    }
    ClusterState state = event.state();
    removeIf(part -> {
      IndexMetadata index = state.metadata().index(part.index());
      return index == null
          || index.getState() == IndexMetadata.State.CLOSE
          || !state.nodes().nodeExists(part.asker());
    });
  }
}
