package hashing.opensearch.model;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** What a node's encoders did since it started. Thread-safe. */
public final class EncodeCounters {
  private final LongAdder inputs = new LongAdder();
  private final LongAdder batches = new LongAdder();
  private final LongAdder nanos = new LongAdder();
  private final LongAdder errors = new LongAdder();

  /**
   * The counts at one moment.
   *
   * @param inputs given to encoders
   * @param batches in which they came
   * @param millis that encoding took, of all threads together
   * @param errors inputs without a code
   */
  public record Counts(long inputs, long batches, long millis, long errors) {}

  void add(int size, int refused, long took) {
    inputs.add(size);
    batches.increment();
    nanos.add(took);
    errors.add(refused);
  }

  /** The counts now; those of one batch may be there in part. */
  public Counts counts() {
    return new Counts(
        inputs.sum(), batches.sum(), TimeUnit.NANOSECONDS.toMillis(nanos.sum()), errors.sum());
  }
}
