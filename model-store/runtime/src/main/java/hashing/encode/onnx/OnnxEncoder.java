package hashing.encode.onnx;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.TranslateException;
import hashing.code.Codes;
import hashing.encode.EncoderInput;
import hashing.encode.Encoding;
import hashing.encode.FloatInputs;
import hashing.encode.Hyperplanes;
import hashing.encode.InputKind;
import hashing.encode.InputSpec;
import hashing.encode.RelaxedEncoder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Codes from a network: {@code float[batch][size]} in, or {@code float[batch][channels][height]
 * [width]} where the layout says so, and {@code float[batch][bitCount]} out, a bit being 1 where it
 * is above 0.
 *
 * <p>Runs on one thread, the caller's. Inputs go through the network in batches; whether that
 * changes no bit of what it gives is tried when the model is opened, and where it does, inputs go
 * one by one. Safe for many threads; {@link #close} waits until nobody encodes any more, as ONNX
 * Runtime crashes the JVM when a session is closed while it runs.
 *
 * <p>Cost: one run of the network for each batch; 784-512-64 took 9 us an input in batches of 64
 * and 88 us alone (2 cores, AVX-512). Native memory of about the file's size, given back by {@link
 * #close}.
 */
public final class OnnxEncoder implements RelaxedEncoder {

  /** Inputs of one run at most; more of them were slower, as they leave the CPU's cache. */
  public static final int MAX_BATCH = 64;

  /** Floats of one run, at most: 16 MiB. */
  private static final int MAX_BATCH_FLOATS = 1 << 22;

  /** Rows of the trial at opening: enough for kernels of 12 and 16 rows and their remainders. */
  private static final int PROBE_ROWS = 39;

  private static final int PROBE_PART = 7;

  private final Model model;
  private final InputSpec input;
  private final int bitCount;
  private final ReentrantReadWriteLock use = new ReentrantReadWriteLock();
  private int batch = 1;
  private boolean closed;

  private OnnxEncoder(Model model, InputSpec input, int bitCount) {
    this.model = model;
    this.input = input;
    this.bitCount = bitCount;
  }

  /**
   * Loads a model from memory.
   *
   * @param file the ONNX file, which holds all its tensors itself
   * @throws IllegalArgumentException if it is damaged, refers to other files, is refused by the
   *     runtime, or does not turn inputs as specified into {@code float[batch][bitCount]}
   * @throws IllegalStateException if ONNX Runtime cannot be loaded, such as on a platform for which
   *     it has no native library
   */
  public static OnnxEncoder open(byte[] file, InputSpec input, int bitCount) {
    OnnxFile.check(file);
    return DjlEngine.inOwnLoader(() -> load(file, input, bitCount));
  }

  private static OnnxEncoder load(byte[] file, InputSpec input, int bitCount) {
    Model model = DjlEngine.newModel();
    try {
      load(model, file);
      OnnxEncoder encoder = new OnnxEncoder(model, input, bitCount);
      encoder.tryBatches();
      return encoder;
    } catch (RuntimeException | LinkageError e) {
      model.close();
      throw e;
    }
  }

  /** Allows batches where noise gives the same floats alone, in small and in large company. */
  private void tryBatches() {
    int most = Math.clamp(MAX_BATCH_FLOATS / input.size(), 1, MAX_BATCH);
    int rows = Math.min(most, PROBE_ROWS);
    float[] noise = Hyperplanes.matrix(0, rows, input.size());
    float[] alone = runInParts(noise, rows, 1);
    try {
      if (Arrays.equals(alone, runInParts(noise, rows, PROBE_PART))
          && Arrays.equals(alone, runInParts(noise, rows, rows))) {
        batch = most;
      }
    } catch (IllegalArgumentException e) {
      batch = 1; // a model whose batch size is fixed
    }
  }

  /** Inputs that go through the network together, at most. */
  int batch() {
    return batch;
  }

  private float[] runInParts(float[] rows, int count, int part) {
    float[] relaxed = new float[count * bitCount];
    for (int start = 0; start < count; start += part) {
      int end = Math.min(start + part, count);
      float[] some = Arrays.copyOfRange(rows, start * input.size(), end * input.size());
      System.arraycopy(
          run(some, end - start), 0, relaxed, start * bitCount, (end - start) * bitCount);
    }
    return relaxed;
  }

  private static void load(Model model, byte[] file) {
    Map<String, String> options = Map.of("intraOpNumThreads", "1", "interOpNumThreads", "1");
    try {
      model.load(new ByteArrayInputStream(file), options);
      // DJL makes an empty folder for a model that comes as a stream.
      Files.deleteIfExists(model.getModelPath());
    } catch (MalformedModelException e) {
      throw new IllegalArgumentException(
          "found a model that ONNX Runtime refuses (" + Reasons.plain(e.getCause()) + ")", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public int bitCount() {
    return bitCount;
  }

  @Override
  public InputKind input() {
    return input.kind();
  }

  @Override
  public List<Encoding> encode(List<EncoderInput> inputs) {
    use.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("the encoder is closed");
      }
      Encoding[] encodings = new Encoding[inputs.size()];
      for (int start = 0; start < encodings.length; start += batch) {
        encode(inputs, start, Math.min(start + batch, encodings.length), encodings);
      }
      return Arrays.asList(encodings);
    } finally {
      use.readLock().unlock();
    }
  }

  @Override
  public float[] relaxed(EncoderInput item) {
    use.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("the encoder is closed");
      }
      float[] relaxed = run(FloatInputs.read(input, item), 1);
      if (encoding(relaxed) instanceof Encoding.Refused(String reason)) {
        throw new IllegalArgumentException(reason);
      }
      return relaxed;
    } finally {
      use.readLock().unlock();
    }
  }

  private void encode(List<EncoderInput> inputs, int start, int end, Encoding[] encodings) {
    float[] rows = new float[(end - start) * input.size()];
    List<Integer> good = new ArrayList<>();
    for (int i = start; i < end; i++) {
      try {
        float[] row = FloatInputs.read(input, inputs.get(i));
        System.arraycopy(row, 0, rows, good.size() * input.size(), row.length);
        good.add(i);
      } catch (IllegalArgumentException e) {
        encodings[i] = new Encoding.Refused(e.getMessage());
      }
    }
    if (good.isEmpty()) {
      return;
    }
    float[] relaxed;
    try {
      relaxed = run(Arrays.copyOf(rows, good.size() * input.size()), good.size());
    } catch (IllegalArgumentException e) {
      good.forEach(i -> encodings[i] = alone(inputs.get(i)));
      return;
    }
    for (int row = 0; row < good.size(); row++) {
      float[] values = Arrays.copyOfRange(relaxed, row * bitCount, (row + 1) * bitCount);
      encodings[good.get(row)] = encoding(values);
    }
  }

  /** After a batch that failed: only those inputs are refused that fail alone, too. */
  private Encoding alone(EncoderInput item) {
    try {
      return encoding(run(FloatInputs.read(input, item), 1));
    } catch (IllegalArgumentException e) {
      return new Encoding.Refused(e.getMessage());
    }
  }

  private static Encoding encoding(float[] relaxed) {
    for (int bit = 0; bit < relaxed.length; bit++) {
      if (Float.isNaN(relaxed[bit])) {
        return new Encoding.Refused("found an input for which the model gives NaN at bit " + bit);
      }
    }
    return new Encoding.Encoded(Codes.pack(relaxed));
  }

  private float[] run(float[] rows, int count) {
    RowsTranslator translator = new RowsTranslator(shape(count), new Shape(count, bitCount));
    try (Predictor<float[], float[]> predictor = model.newPredictor(translator)) {
      return predictor.predict(rows);
    } catch (TranslateException e) {
      throw failure(e);
    }
  }

  private static RuntimeException failure(TranslateException e) {
    Throwable cause = e.getCause();
    if (cause instanceof IllegalArgumentException refusal) {
      return refusal;
    }
    Throwable reason = cause instanceof EngineException ? cause : e;
    return new IllegalArgumentException(
        "found a model that does not run (" + Reasons.plain(reason) + ")", e);
  }

  private Shape shape(int count) {
    return input instanceof InputSpec.Image image && image.layout() == InputSpec.Layout.CHW
        ? new Shape(count, image.channels().count, image.height(), image.width())
        : new Shape(count, input.size());
  }

  @Override
  public void close() {
    use.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        model.close();
      }
    } finally {
      use.writeLock().unlock();
    }
  }
}
