package hashing.opensearch.signature;

import hashing.signature.Pair;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.opensearch.action.support.ActionFilters;
import org.opensearch.common.inject.Inject;
import org.opensearch.transport.TransportService;

/**
 * Removes the keys of a pool. The records of verifications stay, so that what is spent is spent
 * also where the pool is imported again, and so does the mark that the cluster had the keys.
 */
public final class TransportDeleteKeysAction extends SignatureTransportAction {
  private final SignatureService signatures;

  /** Called by OpenSearch. */
  @Inject
  public TransportDeleteKeysAction(
      TransportService transport, ActionFilters filters, SignatureService signatures) {
    super(DeleteKeysAction.NAME, transport, filters);
    this.signatures = signatures;
  }

  @Override
  SignatureResponse answer(SignatureRequest request) {
    List<Pair> deleted = signatures.store().delete(request.name());
    if (deleted.isEmpty()) {
      throw TransportGetKeysAction.missing(request.name());
    }
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("acknowledged", true);
    shown.put("pool", request.name());
    shown.put("pairs", deleted.stream().map(pair -> pair.name().toLowerCase(Locale.ROOT)).toList());
    return new SignatureResponse(shown);
  }
}
