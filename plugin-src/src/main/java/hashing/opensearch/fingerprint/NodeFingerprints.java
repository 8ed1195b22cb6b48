package hashing.opensearch.fingerprint;

import hashing.fingerprint.Fingerprint;
import hashing.opensearch.model.Model;
import hashing.opensearch.model.ModelDetails;
import hashing.opensearch.model.ModelHandle;
import hashing.opensearch.model.ModelRegistry;
import hashing.opensearch.store.ModelStore;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The fingerprints of a node's models: of a stored one as it was taken on upload, of others taken
 * when first asked for. Those used last are kept, up to {@link #MOST_BYTES}. Thread-safe.
 */
final class NodeFingerprints {
  /** Some 400 models of 64 bits. */
  private static final long MOST_BYTES = 8 << 20;

  private final ModelRegistry models;
  private final ModelStore store;
  private final Map<String, Fingerprint> kept = new LinkedHashMap<>(16, 0.75f, true);
  private long keptBytes;

  NodeFingerprints(ModelRegistry models, ModelStore store) {
    this.models = models;
    this.store = store;
  }

  /** That of a model in use. */
  Fingerprint of(ModelHandle handle, Runnable checkpoint) {
    return known(handle.model()).orElseGet(() -> taken(handle, checkpoint));
  }

  /**
   * That of a model, which is loaded if need be.
   *
   * @throws IllegalArgumentException if it cannot be loaded, or does not say which vectors it takes
   */
  Fingerprint of(Model model, Runnable checkpoint) {
    return known(model)
        .orElseGet(() -> {
          try (ModelHandle handle = models.acquire(model.name().toString())) {
            return taken(handle, checkpoint);
          }
        });
  }

  private Optional<Fingerprint> known(Model model) {
    Fingerprint before = find(key(model));
    if (before != null || model.details().source() != ModelDetails.Source.STORED) {
      return Optional.ofNullable(before);
    }
    Optional<Fingerprint> stored = FingerprintFacts.read(store.facts(model));
    stored.ifPresent(fingerprint -> keep(key(model), fingerprint));
    return stored;
  }

  private Fingerprint taken(ModelHandle handle, Runnable checkpoint) {
    Fingerprint fingerprint = Fingerprint.of(handle.encoder(), checkpoint);
    keep(key(handle.model()), fingerprint);
    return fingerprint;
  }

  private static String key(Model model) {
    return model.name() + " " + model.stamp();
  }

  private synchronized Fingerprint find(String key) {
    return kept.get(key);
  }

  private synchronized void keep(String key, Fingerprint fingerprint) {
    Fingerprint before = kept.put(key, fingerprint);
    keptBytes += bytes(fingerprint) - (before == null ? 0 : bytes(before));
    Iterator<Fingerprint> oldest = kept.values().iterator();
    while (keptBytes > MOST_BYTES) {
      keptBytes -= bytes(oldest.next());
      oldest.remove();
    }
  }

  private static long bytes(Fingerprint fingerprint) {
    int floats = fingerprint.relaxed() == null ? 0 : fingerprint.relaxed().length;
    return 2000 + (long) floats * Float.BYTES;
  }
}
