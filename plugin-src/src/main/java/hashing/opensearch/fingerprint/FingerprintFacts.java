package hashing.opensearch.fingerprint;

import hashing.fingerprint.Fingerprint;
import hashing.fingerprint.FingerprintMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A fingerprint among the facts of a stored model: hashes to be shown, and the rest. Stateless. */
final class FingerprintFacts {
  /** What {@code GET} shows. */
  static final String NAME = "fingerprint";

  /** All of it, about 20 KB of a model of 64 bits; not shown. */
  private static final String WHOLE = "_fingerprint";

  private FingerprintFacts() {}

  static Map<String, Object> write(Fingerprint fingerprint) {
    return Map.of(
        NAME, FingerprintMap.shown(fingerprint), WHOLE, FingerprintMap.write(fingerprint));
  }

  /** The fingerprint, empty where there is none that this version can compare. */
  static Optional<Fingerprint> read(Map<String, Object> facts) {
    if (!(facts.get(WHOLE) instanceof Map<?, ?> whole)) {
      return Optional.empty();
    }
    Map<String, Object> map = new HashMap<>();
    whole.forEach((name, value) -> map.put((String) name, value));
    try {
      return Optional.of(FingerprintMap.read(map)).filter(Fingerprint::isCurrent);
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // as another version wrote it
    }
  }
}
