package hashing.opensearch.model;

import hashing.encode.Encoder;
import hashing.store.ModelName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.opensearch.common.lease.Releasable;
import org.opensearch.common.settings.Setting;
import org.opensearch.common.settings.Setting.Property;
import org.opensearch.common.settings.Settings;
import org.opensearch.core.common.breaker.CircuitBreaker;
import org.opensearch.core.common.breaker.CircuitBreakingException;
import org.opensearch.core.common.breaker.NoopCircuitBreaker;
import org.opensearch.core.common.unit.ByteSizeValue;
import org.opensearch.indices.breaker.BreakerSettings;

/**
 * The memory, native and heap, of a node's encoders, held under a circuit breaker of their own.
 * Where a load would exceed its limit, encoders that nobody uses are closed, those first whose last
 * use is longest ago. Thread-safe.
 */
public final class EncoderMemory {

  /** The breaker's name. */
  public static final String BREAKER = "hashing";

  /** What encoders may hold; where they are native, they do so beside the heap. */
  public static final Setting<ByteSizeValue> LIMIT =
      Setting.memorySizeSetting(
          "plugins.hashing.breaker.limit", "50%", Property.NodeScope, Property.Dynamic);

  private final Collection<ModelSlot> slots;
  private final EncodeCounters counters;
  private volatile CircuitBreaker breaker = new NoopCircuitBreaker(BREAKER);
  private volatile CircuitBreaker heap = new NoopCircuitBreaker(CircuitBreaker.REQUEST);

  /**
   * @param slots of all models, now and later
   */
  EncoderMemory(Collection<ModelSlot> slots, EncodeCounters counters) {
    this.slots = slots;
    this.counters = counters;
  }

  /** What a node makes the breaker of. */
  public static BreakerSettings breakerSettings(Settings settings) {
    return new BreakerSettings(
        BREAKER,
        LIMIT.get(settings).getBytes(),
        1.0,
        CircuitBreaker.Type.MEMORY,
        CircuitBreaker.Durability.PERMANENT);
  }

  /** Counts by a node's breaker, before anything is loaded. */
  public void countBy(CircuitBreaker nodeBreaker) {
    breaker = nodeBreaker;
  }

  /** Counts the heap that loads take, by a node's breaker of requests. */
  public void countHeapBy(CircuitBreaker nodeBreaker) {
    heap = nodeBreaker;
  }

  /** Changes what encoders may hold; those in use that hold more are left alone. */
  public void limit(ByteSizeValue limit) {
    breaker.setLimitAndOverhead(limit.getBytes(), breaker.getOverhead());
    makeRoom(0);
  }

  /** What encoders hold. */
  public long used() {
    return breaker.getUsed();
  }

  /** What encoders may hold, -1 where nothing bounds it. */
  public long limit() {
    return breaker.getLimit();
  }

  /**
   * Makes an encoder in memory that is asked for before: on the heap for the package when it is
   * read, for the encoder when it is opened.
   *
   * @throws CircuitBreakingException if there is not enough, even when all encoders out of use are
   *     closed; answered with 429
   */
  Encoder load(Model model) throws IOException {
    Charge charge = new Charge(model.name());
    try {
      charge.heap(model.details().byteSize());
      Encoder encoder = model.loader().load(charge);
      breaker.addWithoutBreaking(encoder.byteSize() - charge.encoderBytes);
      return encoder;
    } catch (IOException | RuntimeException | Error e) {
      free(charge.encoderBytes);
      throw e;
    } finally {
      heap.addWithoutBreaking(-charge.heapBytes);
    }
  }

  /**
   * Holds memory for an encoder that is opened beside the models, as on upload, until it is closed.
   *
   * @throws CircuitBreakingException if there is not enough, even when all encoders out of use are
   *     closed; answered with 429
   */
  public Releasable hold(ModelName name, long bytes) {
    take(name, bytes, bytes);
    return () -> free(bytes);
  }

  /** What a load has taken. */
  private final class Charge implements LoadMemory {
    private final ModelName name;
    private long heapBytes;
    private long encoderBytes;

    Charge(ModelName name) {
      this.name = name;
    }

    @Override
    public void heap(long bytes) {
      if (bytes > heapBytes) {
        heap.addEstimateBytesAndMaybeBreak(bytes - heapBytes, "load of model [" + name + "]");
      } else {
        heap.addWithoutBreaking(bytes - heapBytes);
      }
      heapBytes = bytes;
    }

    @Override
    public void encoder(long bytes) {
      if (bytes > encoderBytes) {
        take(name, bytes - encoderBytes, bytes);
      } else {
        free(encoderBytes - bytes);
      }
      encoderBytes = bytes;
    }
  }

  private synchronized void take(ModelName name, long bytes, long all) {
    makeRoom(bytes);
    try {
      breaker.addEstimateBytesAndMaybeBreak(bytes, "model [" + name + "]");
    } catch (CircuitBreakingException e) {
      throw full(name, all, e);
    }
  }

  void free(long bytes) {
    breaker.addWithoutBreaking(-bytes);
  }

  private void makeRoom(long bytes) {
    record Idle(ModelSlot slot, long lastUse) {}
    if (!exceeded(bytes)) {
      return;
    }
    List<Idle> idle = new ArrayList<>();
    for (ModelSlot slot : slots) {
      LoadedModel loaded = slot.loaded();
      if (loaded != null && loaded.isIdle() && loaded.byteSize() > 0) {
        idle.add(new Idle(slot, loaded.lastUse()));
      }
    }
    // Times of System.nanoTime are compared by their difference.
    idle.sort((a, b) -> Long.signum(a.lastUse - b.lastUse));
    for (Idle candidate : idle) {
      if (exceeded(bytes) && candidate.slot.retireIdle()) {
        counters.evicted();
      }
    }
  }

  private boolean exceeded(long bytes) {
    return breaker.getLimit() >= 0 && breaker.getUsed() + bytes > breaker.getLimit();
  }

  private CircuitBreakingException full(ModelName name, long bytes, CircuitBreakingException e) {
    Map<ModelName, ByteSizeValue> users = new TreeMap<>(ModelOrder.INSTANCE);
    for (ModelSlot slot : slots) {
      LoadedModel loaded = slot.loaded();
      if (loaded != null && loaded.byteSize() > 0) {
        users.put(loaded.model().name(), new ByteSizeValue(loaded.byteSize()));
      }
    }
    return new CircuitBreakingException(
        "model ["
            + name
            + "] needs ["
            + new ByteSizeValue(bytes)
            + "] of memory; ["
            + LIMIT.getKey()
            + "] is ["
            + new ByteSizeValue(breaker.getLimit())
            + "], "
            + (users.isEmpty() ? "no model is in use" : "models in use hold " + users)
            + ": "
            + e.getMessage(),
        bytes,
        breaker.getLimit(),
        breaker.getDurability());
  }
}
