package hashing.opensearch.signature;

import hashing.signature.Ed25519Signature;
import hashing.signature.PackageSignature;
import hashing.signature.SignatureJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.action.support.ActionFilters;
import org.opensearch.common.inject.Inject;
import org.opensearch.common.xcontent.XContentHelper;
import org.opensearch.common.xcontent.json.JsonXContent;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.transport.TransportService;

/** Shows the signatures of a package; 404 where there are none. */
public final class TransportGetSignaturesAction extends SignatureTransportAction {
  private final SignatureService signatures;

  /** Called by OpenSearch. */
  @Inject
  public TransportGetSignaturesAction(
      TransportService transport, ActionFilters filters, SignatureService signatures) {
    super(GetSignaturesAction.NAME, transport, filters);
    this.signatures = signatures;
  }

  @Override
  SignatureResponse answer(SignatureRequest request) {
    SignatureStore store = signatures.store();
    List<PackageSignature> found = new ArrayList<>();
    store
        .signature(request.name(), Ed25519Signature.SCHEME, Ed25519Signature.class)
        .ifPresent(found::add);
    store.oneTime(request.name()).ifPresent(found::add);
    if (found.isEmpty()) {
      throw new OpenSearchStatusException(
          "found no signature of the package of SHA-256 [{}]",
          RestStatus.NOT_FOUND,
          request.name());
    }
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("signatures", found.stream().map(TransportGetSignaturesAction::shown).toList());
    return new SignatureResponse(shown);
  }

  private static Map<String, Object> shown(PackageSignature signature) {
    return XContentHelper.convertToMap(
        JsonXContent.jsonXContent, SignatureJson.write(signature), true);
  }
}
