package hashing.opensearch.rest;

import hashing.opensearch.fingerprint.EquivalentAction;
import hashing.opensearch.fingerprint.EquivalentRequest;
import java.util.List;
import org.opensearch.rest.BaseRestHandler;
import org.opensearch.rest.RestRequest;
import org.opensearch.rest.RestRequest.Method;
import org.opensearch.rest.action.RestCancellableNodeClient;
import org.opensearch.rest.action.RestToXContentListener;
import org.opensearch.transport.client.node.NodeClient;

/** {@code GET /_plugins/_hashing/models/{id}/_equivalent}: models that compute the same codes. */
public final class RestEquivalentAction extends BaseRestHandler {

  @Override
  public String getName() {
    return "hashing_equivalent";
  }

  @Override
  public List<Route> routes() {
    return List.of(new Route(Method.GET, "/_plugins/_hashing/models/{id}/_equivalent"));
  }

  @Override
  protected RestChannelConsumer prepareRequest(RestRequest request, NodeClient client) {
    EquivalentRequest equivalent = new EquivalentRequest(request.param("id"));
    return channel ->
        new RestCancellableNodeClient(client, request.getHttpChannel())
            .execute(EquivalentAction.INSTANCE, equivalent, new RestToXContentListener<>(channel));
  }
}
