package hashing.opensearch;

import hashing.opensearch.fingerprint.FingerprintCheck;
import hashing.opensearch.store.UploadCheck;
import java.util.List;

/** What every uploaded package goes through. */
final class HashingChecks {

  private HashingChecks() {}

  /** The signature first: what is not signed is not run. */
  static List<UploadCheck> all(UploadCheck signatures) {
    return List.of(signatures, new FingerprintCheck());
  }
}
