package hashing.opensearch.model;

import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.opensearch.OpenSearchException;

/** The one loaded state of a model name, or none. Thread-safe. */
final class ModelSlot {
  private final EncoderMemory memory;
  private final EncodeCounters counters;
  private final Consumer<Model> check;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile LoadedModel loaded;
  private boolean closed;

  /**
   * An empty slot.
   *
   * @param check refuses to load a model, by an exception
   */
  ModelSlot(EncoderMemory memory, EncodeCounters counters, Consumer<Model> check) {
    this.memory = memory;
    this.counters = counters;
    this.check = check;
  }

  /** Takes a model into use if it is loaded, else null. Never waits. */
  LoadedModel useLoaded(Model model) {
    LoadedModel now = loaded;
    boolean same = now != null && now.model().stamp().equals(model.stamp());
    LoadedModel used = same && now.use() ? now : null;
    if (used != null) {
      counters.found();
    }
    return used;
  }

  /**
   * Takes a model into use. Loads it, which may take seconds, if it is not loaded, or waits for a
   * thread that does.
   *
   * @throws IllegalArgumentException if it cannot be loaded
   * @throws OpenSearchException if this node cannot load it now, such as for want of memory
   */
  LoadedModel use(Model model, EncodeThreads threads) {
    LoadedModel used = useLoaded(model);
    if (used != null) {
      return used;
    }
    lock.lock();
    try {
      used = useLoaded(model);
      if (used == null) {
        used = load(model, threads);
        used.use();
        retire();
        loaded = used;
      }
      return used;
    } finally {
      lock.unlock();
    }
  }

  private LoadedModel load(Model model, EncodeThreads threads) {
    if (closed) {
      throw new IllegalStateException("the node is closing, model [" + model.name() + "]");
    }
    try {
      check.accept(model);
      LoadedModel fresh =
          new LoadedModel(
              model, threads.trial(() -> memory.load(model)), memory, threads, counters);
      counters.loaded();
      return fresh;
    } catch (OpenSearchException e) {
      throw e; // with its own status
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException(
          "model [" + model.name() + "] cannot be loaded: " + e.getMessage(), e);
    }
  }

  /** What is loaded, null where nothing is. */
  LoadedModel loaded() {
    return loaded;
  }

  /**
   * Closes the encoder if it is loaded and nobody uses it. Does not wait: where a thread loads a
   * model, nothing is idle.
   */
  boolean retireIdle() {
    if (!lock.tryLock()) {
      return false;
    }
    try {
      // Who takes it into use meanwhile closes it when done.
      boolean idle = loaded != null && loaded.isIdle();
      if (idle) {
        retire();
      }
      return idle;
    } finally {
      lock.unlock();
    }
  }

  /** Lets go of the encoder: it is closed once nobody uses it. */
  void retire() {
    lock.lock();
    try {
      LoadedModel old = loaded;
      loaded = null;
      if (old != null) {
        old.decRef();
      }
    } finally {
      lock.unlock();
    }
  }

  /** As {@link #retire}, and refuses further loads. */
  void close() {
    lock.lock();
    try {
      closed = true;
      retire();
    } finally {
      lock.unlock();
    }
  }
}
