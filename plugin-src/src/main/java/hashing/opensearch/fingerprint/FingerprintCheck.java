package hashing.opensearch.fingerprint;

import hashing.fingerprint.Fingerprint;
import hashing.opensearch.store.UploadCheck;
import java.util.Map;
import org.opensearch.common.unit.TimeValue;

/**
 * Takes an uploaded model's fingerprint, which is kept with it; refuses nothing. A model that takes
 * longer than {@link #MOST} for the probes is stored without, and is asked when it is compared.
 */
public final class FingerprintCheck implements UploadCheck {
  static final TimeValue MOST = TimeValue.timeValueSeconds(30);

  private final TimeValue most;

  public FingerprintCheck() {
    this(MOST);
  }

  FingerprintCheck(TimeValue most) {
    this.most = most;
  }

  @Override
  public Map<String, Object> check(Upload upload) {
    long begin = System.nanoTime();
    try {
      return FingerprintFacts.write(
          Fingerprint.of(
              upload.encoder(),
              () -> {
                if (System.nanoTime() - begin > most.nanos()) {
                  throw new TooSlow();
                }
              }));
    } catch (TooSlow e) {
      return Map.of(
          FingerprintFacts.NAME, Map.of("skipped", "the probes took longer than " + most));
    }
  }

  /** Ends the work. */
  private static final class TooSlow extends RuntimeException {
    private static final long serialVersionUID = 1;
  }
}
