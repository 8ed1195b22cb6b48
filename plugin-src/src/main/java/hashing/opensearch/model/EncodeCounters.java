package hashing.opensearch.model;

import hashing.encode.Encoder;
import hashing.encode.EncoderInput;
import hashing.encode.Encoding;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** What a node's encoders did since it started. Thread-safe. */
public final class EncodeCounters {
  private final LongAdder inputs = new LongAdder();
  private final LongAdder batches = new LongAdder();
  private final LongAdder nanos = new LongAdder();
  private final LongAdder errors = new LongAdder();
  private final LongAdder requests = new LongAdder();
  private final LongAdder requestNanos = new LongAdder();
  private final LongAdder timeouts = new LongAdder();
  private final LongAdder rejections = new LongAdder();
  private final LongAdder hits = new LongAdder();
  private final LongAdder loads = new LongAdder();
  private final LongAdder evictions = new LongAdder();

  /**
   * The counts at one moment.
   *
   * @param inputs given to encoders
   * @param batches in which they came
   * @param millis that encoding took, of all threads together
   * @param errors inputs without a code
   * @param requests that were answered
   * @param latency of those, in milliseconds and on average, waiting included
   * @param timeouts requests that took too long
   * @param rejections requests that found too many waiting
   * @param hits uses of a model that found its encoder loaded
   * @param loads of encoders, for uses that did not
   * @param evictions encoders that were closed to make room
   */
  public record Counts(
      long inputs,
      long batches,
      long millis,
      long errors,
      long requests,
      double latency,
      long timeouts,
      long rejections,
      long hits,
      long loads,
      long evictions) {

    /** Inputs of a batch, on average; 0 where there was none. */
    public double meanBatch() {
      return batches == 0 ? 0 : (double) inputs / batches;
    }
  }

  /** Encodes, and counts it. */
  List<Encoding> encode(Encoder encoder, List<EncoderInput> batch) {
    long begin = System.nanoTime();
    int coded = 0;
    try {
      List<Encoding> encodings = encoder.encode(batch);
      for (Encoding encoding : encodings) {
        coded += encoding instanceof Encoding.Encoded ? 1 : 0;
      }
      return encodings;
    } finally {
      inputs.add(batch.size());
      batches.increment();
      nanos.add(System.nanoTime() - begin);
      errors.add(batch.size() - coded);
    }
  }

  void answered(long took) {
    requests.increment();
    requestNanos.add(took);
  }

  void timedOut() {
    timeouts.increment();
  }

  void rejected() {
    rejections.increment();
  }

  void found() {
    hits.increment();
  }

  void loaded() {
    loads.increment();
  }

  void evicted() {
    evictions.increment();
  }

  /** The counts now; those of one batch may be there in part. */
  public Counts counts() {
    long answers = requests.sum();
    double millis = requestNanos.sum() / (double) TimeUnit.MILLISECONDS.toNanos(1);
    return new Counts(
        inputs.sum(),
        batches.sum(),
        TimeUnit.NANOSECONDS.toMillis(nanos.sum()),
        errors.sum(),
        answers,
        answers == 0 ? 0 : millis / answers,
        timeouts.sum(),
        rejections.sum(),
        hits.sum(),
        loads.sum(),
        evictions.sum());
  }
}
