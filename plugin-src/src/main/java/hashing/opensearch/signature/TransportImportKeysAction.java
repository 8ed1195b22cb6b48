package hashing.opensearch.signature;

import hashing.signature.KeyPool;
import hashing.signature.SignatureJson;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.opensearch.action.support.ActionFilters;
import org.opensearch.common.inject.Inject;
import org.opensearch.transport.TransportService;

/** Takes keys in, which no action gives out again but the share that a verification discloses. */
public final class TransportImportKeysAction extends SignatureTransportAction {
  /** More would make a document of some MB, which every verification reads. */
  private static final int MAX_GROUPS = 10_000;

  private final SignatureService signatures;

  /** Called by OpenSearch. */
  @Inject
  public TransportImportKeysAction(
      TransportService transport, ActionFilters filters, SignatureService signatures) {
    super(ImportKeysAction.NAME, transport, filters);
    this.signatures = signatures;
  }

  @Override
  SignatureResponse answer(SignatureRequest request) {
    KeyPool pool = SignatureJson.readPool(request.body());
    if (pool.groups().size() > MAX_GROUPS) {
      throw new IllegalArgumentException(
          "[groups] found " + pool.groups().size() + " groups, allowed are " + MAX_GROUPS);
    }
    signatures.store().add(pool);
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("acknowledged", true);
    shown.put("pool", pool.facts().pool());
    shown.put("pair", pool.facts().pair().name().toLowerCase(Locale.ROOT));
    shown.put("groups", pool.groups().size());
    shown.put("group_bits", pool.facts().groupBits());
    shown.put("min_entropy_per_bit", pool.facts().minEntropyPerBit());
    return new SignatureResponse(shown);
  }
}
