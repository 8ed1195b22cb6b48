package hashing.opensearch.model;

import hashing.encode.Encoder;
import org.opensearch.common.util.concurrent.AbstractRefCounted;

/** An encoder, its memory, what waits for it, and the count of its users; the last closes it. */
final class LoadedModel extends AbstractRefCounted {
  private final Model model;
  private final Encoder encoder;
  private final long byteSize;
  private final EncoderMemory memory;
  private final EncodeQueue queue;
  private volatile long lastUse = System.nanoTime();

  /**
   * Counts its slot as the first user.
   *
   * @param memory of which it holds {@link Encoder#byteSize}, until it is closed
   */
  LoadedModel(
      Model model,
      Encoder encoder,
      EncoderMemory memory,
      EncodeThreads threads,
      EncodeCounters counters) {
    super("model [" + model.name() + "]");
    this.model = model;
    this.encoder = encoder;
    this.byteSize = encoder.byteSize();
    this.memory = memory;
    this.queue = new EncodeQueue(this, threads, counters);
  }

  Model model() {
    return model;
  }

  Encoder encoder() {
    return encoder;
  }

  /** Memory that it holds. */
  long byteSize() {
    return byteSize;
  }

  EncodeQueue queue() {
    return queue;
  }

  /** Adds a user, unless it is closed. */
  boolean use() {
    lastUse = System.nanoTime();
    return tryIncRef();
  }

  /** When it was taken into use last, by {@link System#nanoTime}. */
  long lastUse() {
    return lastUse;
  }

  /** Whether its slot alone uses it. */
  boolean isIdle() {
    return refCount() == 1;
  }

  @Override
  protected void closeInternal() {
    try {
      encoder.close();
    } finally {
      memory.free(byteSize);
    }
  }
}
