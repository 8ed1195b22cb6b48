package hashing.opensearch.model;

import hashing.encode.Encoder;
import java.util.concurrent.atomic.AtomicBoolean;

/** A model in use: until this is closed, its encoder is not. */
public final class ModelHandle implements AutoCloseable {
  private final LoadedModel loaded;
  private final AtomicBoolean closed = new AtomicBoolean();

  ModelHandle(LoadedModel loaded) {
    this.loaded = loaded;
  }

  /** What it is. */
  public Model model() {
    return loaded.model();
  }

  /** Not to be closed, nor kept behind {@link #close}. */
  public Encoder encoder() {
    return loaded.encoder();
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      loaded.decRef();
    }
  }
}
