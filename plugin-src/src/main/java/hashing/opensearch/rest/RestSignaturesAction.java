package hashing.opensearch.rest;

import hashing.opensearch.signature.DeleteKeysAction;
import hashing.opensearch.signature.GetKeysAction;
import hashing.opensearch.signature.GetSignaturesAction;
import hashing.opensearch.signature.ImportKeysAction;
import hashing.opensearch.signature.PutSignatureAction;
import hashing.opensearch.signature.SignatureRequest;
import hashing.opensearch.signature.SignatureResponse;
import hashing.opensearch.signature.VerifyAction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.opensearch.action.ActionType;
import org.opensearch.common.xcontent.XContentHelper;
import org.opensearch.core.common.bytes.BytesReference;
import org.opensearch.core.xcontent.MediaType;
import org.opensearch.core.xcontent.MediaTypeRegistry;
import org.opensearch.rest.BaseRestHandler;
import org.opensearch.rest.RestRequest;
import org.opensearch.rest.RestRequest.Method;
import org.opensearch.rest.action.RestToXContentListener;
import org.opensearch.transport.client.node.NodeClient;

/**
 * {@code POST /_plugins/_hashing/keys/_import}, {@code GET /_plugins/_hashing/keys}, {@code GET}
 * and {@code DELETE /_plugins/_hashing/keys/{pool}}, {@code PUT} and {@code GET
 * /_plugins/_hashing/signatures/{sha256}}, {@code POST /_plugins/_hashing/models/{id}/_verify}.
 */
public final class RestSignaturesAction extends BaseRestHandler {
  private static final String ROOT = "/_plugins/_hashing/";

  private final String name;
  private final List<Route> routes;
  private final String parameter;
  private final ActionType<SignatureResponse> action;

  private RestSignaturesAction(
      String name, List<Route> routes, String parameter, ActionType<SignatureResponse> action) {
    this.name = name;
    this.routes = routes;
    this.parameter = parameter;
    this.action = action;
  }

  /** One for each request. */
  public static List<RestSignaturesAction> all() {
    String signatures = ROOT + "signatures/{sha256}";
    return List.of(
        new RestSignaturesAction(
            "hashing_import_keys",
            List.of(new Route(Method.POST, ROOT + "keys/_import")),
            null,
            ImportKeysAction.INSTANCE),
        new RestSignaturesAction(
            "hashing_get_keys",
            List.of(
                new Route(Method.GET, ROOT + "keys"), new Route(Method.GET, ROOT + "keys/{pool}")),
            "pool",
            GetKeysAction.INSTANCE),
        new RestSignaturesAction(
            "hashing_delete_keys",
            List.of(new Route(Method.DELETE, ROOT + "keys/{pool}")),
            "pool",
            DeleteKeysAction.INSTANCE),
        new RestSignaturesAction(
            "hashing_put_signature",
            List.of(new Route(Method.PUT, signatures)),
            "sha256",
            PutSignatureAction.INSTANCE),
        new RestSignaturesAction(
            "hashing_get_signatures",
            List.of(new Route(Method.GET, signatures)),
            "sha256",
            GetSignaturesAction.INSTANCE),
        new RestSignaturesAction(
            "hashing_verify",
            List.of(new Route(Method.POST, ROOT + "models/{id}/_verify")),
            "id",
            VerifyAction.INSTANCE));
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public List<Route> routes() {
    return routes;
  }

  @Override
  protected RestChannelConsumer prepareRequest(RestRequest request, NodeClient client)
      throws IOException {
    String about = parameter == null ? "" : request.param(parameter, "");
    SignatureRequest asked = new SignatureRequest(about, json(request));
    return channel -> client.execute(action, asked, new RestToXContentListener<>(channel));
  }

  /** The body; CBOR, SMILE and YAML become JSON, which is what is read and kept. */
  private static byte[] json(RestRequest request) throws IOException {
    BytesReference body = request.content();
    MediaType type = request.getMediaType();
    return body.length() == 0 || type == null || type == MediaTypeRegistry.JSON
        ? BytesReference.toBytes(body)
        : XContentHelper.convertToJson(body, false, type).getBytes(StandardCharsets.UTF_8);
  }
}
