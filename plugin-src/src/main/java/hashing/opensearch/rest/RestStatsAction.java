package hashing.opensearch.rest;

import hashing.opensearch.stats.Stat;
import hashing.opensearch.stats.StatsAction;
import hashing.opensearch.stats.StatsRequest;
import java.util.List;
import org.opensearch.core.common.Strings;
import org.opensearch.rest.BaseRestHandler;
import org.opensearch.rest.RestRequest;
import org.opensearch.rest.RestRequest.Method;
import org.opensearch.rest.action.RestActions;
import org.opensearch.transport.client.node.NodeClient;

/**
 * {@code GET /_plugins/_hashing/stats}, {@code .../stats/{stat}}, {@code .../{nodeId}/stats} and
 * {@code .../{nodeId}/stats/{stat}}: the counters of nodes.
 */
public final class RestStatsAction extends BaseRestHandler {
  private static final String ROOT = "/_plugins/_hashing/";

  @Override
  public String getName() {
    return "hashing_stats";
  }

  @Override
  public List<Route> routes() {
    return List.of(
        new Route(Method.GET, ROOT + "stats"),
        new Route(Method.GET, ROOT + "stats/{stat}"),
        new Route(Method.GET, ROOT + "{nodeId}/stats"),
        new Route(Method.GET, ROOT + "{nodeId}/stats/{stat}"));
  }

  @Override
  protected RestChannelConsumer prepareRequest(RestRequest request, NodeClient client) {
    String[] nodes = Strings.splitStringByCommaToArray(request.param("nodeId"));
    String[] names = Strings.splitStringByCommaToArray(request.param("stat"));
    StatsRequest stats = new StatsRequest(nodes, Stat.of(List.of(names)));
    stats.timeout(request.param("timeout"));
    return channel ->
        client.execute(
            StatsAction.INSTANCE, stats, new RestActions.NodesResponseRestListener<>(channel));
  }
}
