package hashing.opensearch.rest;

import hashing.opensearch.radius.RadiusAction;
import hashing.opensearch.radius.RadiusRequest;
import java.util.List;
import org.opensearch.action.support.IndicesOptions;
import org.opensearch.core.common.Strings;
import org.opensearch.rest.BaseRestHandler;
import org.opensearch.rest.RestRequest;
import org.opensearch.rest.RestRequest.Method;
import org.opensearch.rest.action.RestCancellableNodeClient;
import org.opensearch.rest.action.RestToXContentListener;
import org.opensearch.transport.client.node.NodeClient;

/** {@code GET /{index}/_hashing/radius?field=}: a radius for a field. */
public final class RestRadiusAction extends BaseRestHandler {

  @Override
  public String getName() {
    return "hashing_radius";
  }

  @Override
  public List<Route> routes() {
    return List.of(new Route(Method.GET, "/{index}/_hashing/radius"));
  }

  @Override
  protected RestChannelConsumer prepareRequest(RestRequest request, NodeClient client) {
    RadiusRequest radius =
        new RadiusRequest(
            Strings.splitStringByCommaToArray(request.param("index")),
            request.param("field"),
            request.paramAsInt("sample_size", RadiusRequest.DEFAULT_SAMPLE_SIZE),
            request.paramAsLong("seed", 0));
    radius.indicesOptions(IndicesOptions.fromRequest(request, radius.indicesOptions()));
    return channel ->
        new RestCancellableNodeClient(client, request.getHttpChannel())
            .execute(RadiusAction.INSTANCE, radius, new RestToXContentListener<>(channel));
  }
}
