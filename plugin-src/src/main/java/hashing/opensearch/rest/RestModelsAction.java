package hashing.opensearch.rest;

import hashing.opensearch.store.DeleteModelAction;
import hashing.opensearch.store.DeleteModelRequest;
import hashing.opensearch.store.GetModelsAction;
import hashing.opensearch.store.GetModelsRequest;
import hashing.opensearch.store.PutModelAction;
import hashing.opensearch.store.PutModelRequest;
import java.io.IOException;
import java.util.List;
import org.opensearch.rest.BaseRestHandler;
import org.opensearch.rest.RestRequest;
import org.opensearch.rest.RestRequest.Method;
import org.opensearch.rest.action.RestStatusToXContentListener;
import org.opensearch.rest.action.RestToXContentListener;
import org.opensearch.transport.client.node.NodeClient;

/**
 * {@code GET /_plugins/_hashing/models} and {@code PUT}, {@code GET}, {@code HEAD}, {@code DELETE
 * /_plugins/_hashing/models/{id}}.
 *
 * <p>The body of {@code PUT} is the package's bytes, or a JSON object with them in base64 as {@code
 * package}. OpenSearch refuses a body whose {@code Content-Type} it does not know before any
 * handler is asked, {@code application/zip} too; of those that it knows {@code application/*} suits
 * bytes best.
 */
public final class RestModelsAction extends BaseRestHandler {
  private static final String ROOT = "/_plugins/_hashing/models";

  @Override
  public String getName() {
    return "hashing_models";
  }

  @Override
  public List<Route> routes() {
    return List.of(
        new Route(Method.GET, ROOT),
        new Route(Method.GET, ROOT + "/{id}"),
        new Route(Method.HEAD, ROOT + "/{id}"),
        new Route(Method.PUT, ROOT + "/{id}"),
        new Route(Method.DELETE, ROOT + "/{id}"));
  }

  /** The body is copied once, by the handler. */
  @Override
  public boolean allowsUnsafeBuffers() {
    return true;
  }

  @Override
  protected RestChannelConsumer prepareRequest(RestRequest request, NodeClient client)
      throws IOException {
    String id = request.param("id");
    return switch (request.method()) {
      case PUT -> {
        PutModelRequest put = new PutModelRequest(id, UploadBody.file(request));
        yield channel ->
            client.execute(
                PutModelAction.INSTANCE, put, new RestStatusToXContentListener<>(channel));
      }
      case DELETE -> {
        DeleteModelRequest delete = new DeleteModelRequest(id);
        delete.timeout(request.paramAsTime("timeout", delete.timeout()));
        delete.clusterManagerNodeTimeout(
            request.paramAsTime("cluster_manager_timeout", delete.clusterManagerNodeTimeout()));
        yield channel ->
            client.execute(
                DeleteModelAction.INSTANCE, delete, new RestToXContentListener<>(channel));
      }
      default ->
          channel ->
              client.execute(
                  GetModelsAction.INSTANCE,
                  new GetModelsRequest(id),
                  new RestToXContentListener<>(channel));
    };
  }
}
