package hashing.opensearch.signature;

import hashing.signature.Pair;
import hashing.signature.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.action.support.ActionFilters;
import org.opensearch.common.inject.Inject;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.transport.TransportService;

/**
 * Lists keys, never themselves: which groups of which pools are spent, also of keys that were
 * deleted. A group is spent once a verification has committed itself to a signature with it.
 */
public final class TransportGetKeysAction extends SignatureTransportAction {
  private final SignatureService signatures;

  /** Called by OpenSearch. */
  @Inject
  public TransportGetKeysAction(
      TransportService transport, ActionFilters filters, SignatureService signatures) {
    super(GetKeysAction.NAME, transport, filters);
    this.signatures = signatures;
  }

  @Override
  SignatureResponse answer(SignatureRequest request) {
    SignatureStore store = signatures.store();
    Map<String, TreeSet<Integer>> spent = spent(store);
    List<Map<String, Object>> shown = new ArrayList<>();
    for (String pool : store.pools()) {
      if (request.name().isEmpty() || request.name().equals(pool)) {
        for (Pair pair : Pair.values()) {
          List<Integer> groups =
              List.copyOf(spent.getOrDefault(pool + "-" + pair, new TreeSet<>()));
          store.keys(pool, pair).ifPresent(keys -> shown.add(keys.shown(groups)));
        }
      }
    }
    if (shown.isEmpty() && !request.name().isEmpty()) {
      throw missing(request.name());
    }
    return new SignatureResponse(Map.of("keys", shown));
  }

  /** Groups that have a record, by pool and pair. */
  private static Map<String, TreeSet<Integer>> spent(SignatureStore store) {
    Map<String, TreeSet<Integer>> spent = new TreeMap<>();
    for (String record : store.records()) {
      String[] parts = record.split("-", -1);
      Pair pair = Role.valueOf(parts[2]).pair();
      spent
          .computeIfAbsent(parts[0] + "-" + pair, _ -> new TreeSet<>())
          .add(Integer.parseInt(parts[1]));
    }
    return spent;
  }

  static OpenSearchStatusException missing(String pool) {
    return new OpenSearchStatusException(
        "found no keys of pool [{}]; GET /_plugins/_hashing/keys lists those there are",
        RestStatus.NOT_FOUND,
        pool);
  }
}
