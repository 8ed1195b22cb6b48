package hashing.opensearch.rest;

import hashing.opensearch.join.JoinAction;
import hashing.opensearch.join.JoinBody;
import hashing.opensearch.join.JoinRequest;
import hashing.opensearch.join.JoinResponse;
import hashing.opensearch.join.PageAction;
import hashing.opensearch.join.PageRequest;
import java.io.IOException;
import java.util.List;
import org.opensearch.action.support.IndicesOptions;
import org.opensearch.common.xcontent.json.JsonXContent;
import org.opensearch.core.common.Strings;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.core.xcontent.ToXContent;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.core.xcontent.XContentParser;
import org.opensearch.rest.BaseRestHandler;
import org.opensearch.rest.BytesRestResponse;
import org.opensearch.rest.RestChannel;
import org.opensearch.rest.RestRequest;
import org.opensearch.rest.RestRequest.Method;
import org.opensearch.rest.RestResponse;
import org.opensearch.rest.action.RestCancellableNodeClient;
import org.opensearch.rest.action.RestResponseListener;
import org.opensearch.tasks.LoggingTaskListener;
import org.opensearch.transport.client.node.NodeClient;

/**
 * {@code POST /{index}/_hashing/_join}: joins documents by their codes; {@code GET
 * /_plugins/_hashing/joins/{cursor}}: the next page of rows; {@code DELETE} on the same: no more.
 */
public final class RestJoinAction extends BaseRestHandler {
  private static final String LINES = "application/x-ndjson; charset=UTF-8";
  private static final String PAGES = "/_plugins/_hashing/joins/{cursor}";

  @Override
  public String getName() {
    return "hashing_join";
  }

  @Override
  public List<Route> routes() {
    return List.of(
        new Route(Method.POST, "/{index}/_hashing/_join"),
        new Route(Method.GET, PAGES),
        new Route(Method.DELETE, PAGES));
  }

  @Override
  protected RestChannelConsumer prepareRequest(RestRequest request, NodeClient client)
      throws IOException {
    if (request.hasParam("cursor")) {
      boolean end = request.method() == Method.DELETE;
      PageRequest page = new PageRequest(request.param("cursor"), end);
      return channel ->
          client.execute(
              PageAction.INSTANCE, page, end ? new EndListener(channel) : new Listener(channel));
    }
    boolean wait = request.paramAsBoolean("wait_for_completion", true);
    JoinRequest join;
    try (XContentParser parser = request.contentOrSourceParamParser()) {
      join = JoinBody.read(Strings.splitStringByCommaToArray(request.param("index")), parser);
    }
    join.indicesOptions(IndicesOptions.fromRequest(request, join.indicesOptions()));
    if (!wait) {
      join.storeResult(true);
      if (join.validate() != null) {
        throw join.validate();
      }
      return sendTask(
          client.getLocalNodeId(),
          client.executeLocally(JoinAction.INSTANCE, join, LoggingTaskListener.instance()));
    }
    return channel ->
        new RestCancellableNodeClient(client, request.getHttpChannel())
            .execute(JoinAction.INSTANCE, join, new Listener(channel));
  }

  /** Answers with rows as lines, or with the report. */
  private static final class Listener extends RestResponseListener<JoinResponse> {
    Listener(RestChannel channel) {
      super(channel);
    }

    @Override
    public RestResponse buildResponse(JoinResponse response) throws Exception {
      if (response.page() != null) {
        return new BytesRestResponse(RestStatus.OK, LINES, response.page());
      }
      XContentBuilder json = channel.newBuilder();
      return new BytesRestResponse(
          RestStatus.OK, response.toXContent(json, ToXContent.EMPTY_PARAMS));
    }
  }

  private static final class EndListener extends RestResponseListener<JoinResponse> {
    EndListener(RestChannel channel) {
      super(channel);
    }

    @Override
    public RestResponse buildResponse(JoinResponse response) throws Exception {
      XContentBuilder json = JsonXContent.contentBuilder();
      return new BytesRestResponse(
          RestStatus.OK, json.startObject().field("acknowledged", true).endObject());
    }
  }
}
