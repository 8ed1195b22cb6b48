package hashing.opensearch;

import hashing.opensearch.fingerprint.FingerprintCheck;
import hashing.opensearch.store.UploadCheck;
import java.util.List;

/** What every uploaded package goes through. */
final class HashingChecks {

  private HashingChecks() {}

  static List<UploadCheck> all() {
    return List.of(new FingerprintCheck());
  }
}
