package hashing.encode.onnx;

import hashing.code.Codes;
import hashing.encode.EncoderInput;
import hashing.encode.Encoding;
import hashing.encode.FloatInputs;
import hashing.encode.Hyperplanes;
import hashing.encode.InputKind;
import hashing.encode.InputSpec;
import hashing.encode.RelaxedEncoder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
 * <p>Cost: one run of the network for each batch, whose rows are written once, where ONNX Runtime
 * reads them. 784-512-64 took 4 us an input in batches of 32 and more, and 24 us alone.
 */
public final class OnnxEncoder implements RelaxedEncoder {

  /** Inputs of one run at most. */
  public static final int MAX_BATCH = 128;

  /** Floats of one run, at most: 16 MiB. */
  private static final int MAX_BATCH_FLOATS = 1 << 22;

  /** Rows of the trial at opening: enough for kernels of 12 and 16 rows and their remainders. */
  private static final int PROBE_ROWS = 39;

  private static final int PROBE_PART = 7;

  private final RowNetwork network;
  private final long fileSize;
  private final InputSpec input;
  private final int bitCount;
  private final ReentrantReadWriteLock use = new ReentrantReadWriteLock();
  private int batch = 1;
  private boolean closed;

  private OnnxEncoder(RowNetwork network, long fileSize, InputSpec input, int bitCount) {
    this.network = network;
    this.fileSize = fileSize;
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
    RowNetwork network = new RowNetwork(file, rowShape(input), bitCount);
    try {
      OnnxEncoder encoder = new OnnxEncoder(network, file.length, input, bitCount);
      encoder.tryBatches();
      return encoder;
    } catch (RuntimeException e) {
      network.close();
      throw e;
    }
  }

  private static long[] rowShape(InputSpec input) {
    return input instanceof InputSpec.Image image && image.layout() == InputSpec.Layout.CHW
        ? new long[] {image.channels().count, image.height(), image.width()}
        : new long[] {input.size()};
  }

  /** Memory that a network takes whose file has so many bytes. */
  public static long byteSize(long fileSize) {
    return RowNetwork.byteSize(fileSize);
  }

  /** Of the network and the rows of two runs at a time. */
  @Override
  public long byteSize() {
    return byteSize(fileSize) + 2L * Float.BYTES * batch * input.size();
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
  @Override
  public int batchSize() {
    return batch;
  }

  private float[] runInParts(float[] noise, int count, int part) {
    float[] relaxed = new float[count * bitCount];
    for (int start = 0; start < count; start += part) {
      int end = Math.min(start + part, count);
      try (RowNetwork.Rows rows = network.rows(end - start)) {
        for (int row = start; row < end; row++) {
          rows.add(Arrays.copyOfRange(noise, row * input.size(), (row + 1) * input.size()));
        }
        System.arraycopy(rows.run(), 0, relaxed, start * bitCount, (end - start) * bitCount);
      }
    }
    return relaxed;
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
  public Optional<InputSpec> inputSpec() {
    return Optional.of(input);
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
      float[] relaxed = runAlone(item);
      if (encoding(relaxed, 0) instanceof Encoding.Refused(String reason)) {
        throw new IllegalArgumentException(reason);
      }
      return relaxed;
    } finally {
      use.readLock().unlock();
    }
  }

  private void encode(List<EncoderInput> inputs, int start, int end, Encoding[] encodings) {
    int[] good = new int[end - start];
    float[] relaxed;
    int count;
    try (RowNetwork.Rows rows = network.rows(end - start)) {
      for (int i = start; i < end; i++) {
        try {
          float[] row = FloatInputs.read(input, inputs.get(i));
          good[rows.count()] = i;
          rows.add(row);
        } catch (IllegalArgumentException e) {
          encodings[i] = new Encoding.Refused(e.getMessage());
        }
      }
      count = rows.count();
      relaxed = count == 0 ? new float[0] : runOrNull(rows);
    }
    for (int row = 0; row < count; row++) {
      encodings[good[row]] =
          relaxed == null ? alone(inputs.get(good[row])) : encoding(relaxed, row * bitCount);
    }
  }

  private static float[] runOrNull(RowNetwork.Rows rows) {
    try {
      return rows.run();
    } catch (IllegalArgumentException e) {
      return null; // one input may be at fault
    }
  }

  /** After a batch that failed: only those inputs are refused that fail alone, too. */
  private Encoding alone(EncoderInput item) {
    try {
      return encoding(runAlone(item), 0);
    } catch (IllegalArgumentException e) {
      return new Encoding.Refused(e.getMessage());
    }
  }

  private float[] runAlone(EncoderInput item) {
    try (RowNetwork.Rows rows = network.rows(1)) {
      rows.add(FloatInputs.read(input, item));
      return rows.run();
    }
  }

  private Encoding encoding(float[] relaxed, int start) {
    for (int bit = 0; bit < bitCount; bit++) {
      if (Float.isNaN(relaxed[start + bit])) {
        return new Encoding.Refused("found an input for which the model gives NaN at bit " + bit);
      }
    }
    return new Encoding.Encoded(Codes.pack(relaxed, start, bitCount));
  }

  @Override
  public void close() {
    use.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        network.close();
      }
    } finally {
      use.writeLock().unlock();
    }
  }
}
