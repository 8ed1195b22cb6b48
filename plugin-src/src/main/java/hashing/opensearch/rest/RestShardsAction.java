package hashing.opensearch.rest;

import hashing.opensearch.shards.ClearCacheAction;
import hashing.opensearch.shards.ShardsRequest;
import hashing.opensearch.shards.ShardsResponse;
import hashing.opensearch.shards.WarmupAction;
import java.util.List;
import org.opensearch.action.ActionType;
import org.opensearch.action.support.IndicesOptions;
import org.opensearch.core.common.Strings;
import org.opensearch.rest.BaseRestHandler;
import org.opensearch.rest.RestRequest;
import org.opensearch.rest.RestRequest.Method;
import org.opensearch.rest.action.RestToXContentListener;
import org.opensearch.transport.client.node.NodeClient;

/** {@code POST /_plugins/_hashing/warmup/{index}} and {@code .../clear_cache/{index}}. */
public final class RestShardsAction extends BaseRestHandler {
  private final String verb;
  private final ActionType<ShardsResponse> action;

  private RestShardsAction(String verb, ActionType<ShardsResponse> action) {
    this.verb = verb;
    this.action = action;
  }

  /** Reads and verifies code files ahead. */
  public static RestShardsAction warmup() {
    return new RestShardsAction("warmup", WarmupAction.INSTANCE);
  }

  /** Forgets what is kept for searches. */
  public static RestShardsAction clearCache() {
    return new RestShardsAction("clear_cache", ClearCacheAction.INSTANCE);
  }

  @Override
  public String getName() {
    return "hashing_" + verb;
  }

  @Override
  public List<Route> routes() {
    return List.of(new Route(Method.POST, "/_plugins/_hashing/" + verb + "/{index}"));
  }

  @Override
  protected RestChannelConsumer prepareRequest(RestRequest request, NodeClient client) {
    ShardsRequest shards =
        new ShardsRequest(Strings.splitStringByCommaToArray(request.param("index")));
    shards.indicesOptions(IndicesOptions.fromRequest(request, shards.indicesOptions()));
    return channel -> client.execute(action, shards, new RestToXContentListener<>(channel));
  }
}
