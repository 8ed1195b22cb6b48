package hashing.opensearch.stats;

import hashing.opensearch.model.ModelRegistry;
import hashing.search.SearchCounters;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.opensearch.action.FailedNodeException;
import org.opensearch.action.support.ActionFilters;
import org.opensearch.action.support.nodes.TransportNodesAction;
import org.opensearch.cluster.service.ClusterService;
import org.opensearch.common.inject.Inject;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.threadpool.ThreadPool;
import org.opensearch.transport.TransportService;

/** Reads the counters of every node that is asked. */
public final class TransportStatsAction
    extends TransportNodesAction<StatsRequest, StatsResponse, StatsRequest.Node, NodeStats> {
  private final ModelRegistry models;
  private final SearchCounters searches;

  /** Called by OpenSearch. */
  @Inject
  public TransportStatsAction(
      ThreadPool pool,
      ClusterService cluster,
      TransportService transport,
      ActionFilters filters,
      ModelRegistry models,
      SearchCounters searches) {
    super(
        StatsAction.NAME,
        pool,
        cluster,
        transport,
        filters,
        StatsRequest::new,
        StatsRequest.Node::new,
        ThreadPool.Names.MANAGEMENT,
        NodeStats.class);
    this.models = models;
    this.searches = searches;
  }

  @Override
  protected StatsResponse newResponse(
      StatsRequest request, List<NodeStats> nodes, List<FailedNodeException> failures) {
    return new StatsResponse(clusterService.getClusterName(), nodes, failures);
  }

  @Override
  protected StatsRequest.Node newNodeRequest(StatsRequest request) {
    return new StatsRequest.Node(request.stats());
  }

  @Override
  protected NodeStats newNodeResponse(StreamInput in) throws IOException {
    return new NodeStats(in);
  }

  @Override
  protected NodeStats nodeOperation(StatsRequest.Node request) {
    Map<Stat, Object> values = new EnumMap<>(Stat.class);
    for (Stat stat : request.stats()) {
      values.put(stat, stat.value(models, searches));
    }
    return new NodeStats(clusterService.localNode(), values);
  }
}
