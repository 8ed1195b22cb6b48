package hashing.opensearch.signature;

import hashing.signature.PackageSignature;
import hashing.signature.SignatureJson;
import java.util.LinkedHashMap;
import java.util.Map;
import org.opensearch.action.support.ActionFilters;
import org.opensearch.common.inject.Inject;
import org.opensearch.transport.TransportService;

/** Keeps a signature under the SHA-256 of its package, which may be uploaded before or after. */
public final class TransportPutSignatureAction extends SignatureTransportAction {
  private final SignatureService signatures;

  /** Called by OpenSearch. */
  @Inject
  public TransportPutSignatureAction(
      TransportService transport, ActionFilters filters, SignatureService signatures) {
    super(PutSignatureAction.NAME, transport, filters);
    this.signatures = signatures;
  }

  @Override
  SignatureResponse answer(SignatureRequest request) {
    PackageSignature signature = SignatureJson.readSignature(request.body());
    if (!signature.sha256().equals(request.name())) {
      throw new IllegalArgumentException(
          "[sha256] found ["
              + signature.sha256()
              + "] in the signature, allowed is ["
              + request.name()
              + "] as in the path");
    }
    signatures.store().put(signature);
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("acknowledged", true);
    shown.put("sha256", signature.sha256());
    shown.put("scheme", signature.scheme());
    return new SignatureResponse(shown);
  }
}
