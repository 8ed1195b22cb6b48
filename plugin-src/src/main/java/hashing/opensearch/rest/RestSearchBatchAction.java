package hashing.opensearch.rest;

import hashing.opensearch.join.SearchBatchAction;
import hashing.opensearch.join.SearchBatchRequest;
import java.io.IOException;
import java.util.List;
import org.opensearch.action.support.IndicesOptions;
import org.opensearch.core.common.Strings;
import org.opensearch.core.xcontent.XContentParser;
import org.opensearch.rest.BaseRestHandler;
import org.opensearch.rest.RestRequest;
import org.opensearch.rest.RestRequest.Method;
import org.opensearch.rest.action.RestCancellableNodeClient;
import org.opensearch.rest.action.RestToXContentListener;
import org.opensearch.transport.client.node.NodeClient;

/** {@code POST /{index}/_hashing/_search_batch}: the nearest documents of many codes. */
public final class RestSearchBatchAction extends BaseRestHandler {

  @Override
  public String getName() {
    return "hashing_search_batch";
  }

  @Override
  public List<Route> routes() {
    return List.of(new Route(Method.POST, "/{index}/_hashing/_search_batch"));
  }

  @Override
  protected RestChannelConsumer prepareRequest(RestRequest request, NodeClient client)
      throws IOException {
    String[] indices = Strings.splitStringByCommaToArray(request.param("index"));
    SearchBatchRequest batch;
    try (XContentParser parser = request.contentOrSourceParamParser()) {
      batch = SearchBatchRequest.read(indices, parser);
    }
    batch.indicesOptions(IndicesOptions.fromRequest(request, batch.indicesOptions()));
    return channel ->
        new RestCancellableNodeClient(client, request.getHttpChannel())
            .execute(SearchBatchAction.INSTANCE, batch, new RestToXContentListener<>(channel));
  }
}
