package hashing.opensearch.model;

import hashing.encode.Encoder;
import hashing.encode.EncoderInput;
import hashing.encode.Encoding;
import hashing.encode.InputKind;
import hashing.encode.RelaxedEncoder;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** A model in use: until this is closed, its encoder is not. */
public final class ModelHandle implements AutoCloseable {
  private final LoadedModel loaded;
  private final EncodeCounters counters;
  private final AtomicBoolean closed = new AtomicBoolean();

  ModelHandle(LoadedModel loaded, EncodeCounters counters) {
    this.loaded = loaded;
    this.counters = counters;
  }

  /** What it is. */
  public Model model() {
    return loaded.model();
  }

  /** What it takes. */
  public InputKind input() {
    return loaded.encoder().input();
  }

  /** Bits of every code. */
  public int bitCount() {
    return loaded.encoder().bitCount();
  }

  /** The encoder itself, which counts nothing; not to be closed, nor kept when this is closed. */
  public Encoder encoder() {
    return loaded.encoder();
  }

  /** Encodes a batch, as {@link Encoder#encode} does, and counts it. */
  public List<Encoding> encode(List<EncoderInput> inputs) {
    return counters.encode(loaded.encoder(), inputs);
  }

  /** The numbers whose signs an input's code is, empty where the model's bits are none. */
  public Optional<float[]> relaxed(EncoderInput input) {
    return loaded.encoder() instanceof RelaxedEncoder encoder
        ? Optional.of(encoder.relaxed(input))
        : Optional.empty();
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      loaded.decRef();
    }
  }
}
