package hashing.opensearch.rest;

import hashing.opensearch.encode.EncodeAction;
import hashing.opensearch.encode.EncodeRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.opensearch.core.xcontent.XContentParser;
import org.opensearch.rest.BaseRestHandler;
import org.opensearch.rest.RestRequest;
import org.opensearch.rest.RestRequest.Method;
import org.opensearch.rest.action.RestCancellableNodeClient;
import org.opensearch.rest.action.RestToXContentListener;
import org.opensearch.transport.client.node.NodeClient;

/** {@code POST /_plugins/_hashing/models/{id}/_encode}: codes of inputs, in every form. */
public final class RestEncodeAction extends BaseRestHandler {

  @Override
  public String getName() {
    return "hashing_encode";
  }

  @Override
  public List<Route> routes() {
    return List.of(new Route(Method.POST, "/_plugins/_hashing/models/{id}/_encode"));
  }

  @Override
  protected RestChannelConsumer prepareRequest(RestRequest request, NodeClient client)
      throws IOException {
    String model = request.param("id");
    Map<String, Object> body;
    try (XContentParser parser = request.contentParser()) {
      body = parser.mapOrdered();
    }
    EncodeRequest encode = EncodeRequest.of(model, body);
    return channel ->
        new RestCancellableNodeClient(client, request.getHttpChannel())
            .execute(EncodeAction.INSTANCE, encode, new RestToXContentListener<>(channel));
  }
}
