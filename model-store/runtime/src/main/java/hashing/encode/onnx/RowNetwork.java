package hashing.encode.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import hashing.encode.Cancellation;
import java.lang.foreign.Arena;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A network that turns rows of floats into rows of floats. Rows are written once, into memory that
 * ONNX Runtime reads where it is; that memory is kept for the next run, as much as there ever were
 * runs at a time. Safe for many threads, but {@link #close} must not be called while one uses it.
 */
final class RowNetwork implements AutoCloseable {

  /**
   * Memory of a session for each byte of its file, and of any: the most that was met, by the growth
   * of the process: 2.18 times 1.7 MB over 40 sessions after a run each, 1.76 times 22 MB over 3
   * sessions without one. What a run needs of its own, for rows in between, is not counted.
   */
  private static final double WEIGHT = 2.2;

  private static final long LEAST = 1 << 18;

  private final OrtSession session;
  private final String inputName;
  private final long[] rowShape;
  private final int rowSize;
  private final int outputSize;
  private final Queue<Rows> spare = new ConcurrentLinkedQueue<>();

  /**
   * Opens a network that takes {@code float[batch][rowShape...]} and gives {@code
   * float[batch][outputSize]}, which is found out when it runs.
   *
   * @throws IllegalArgumentException if the runtime refuses it, or it has more than one input
   * @throws IllegalStateException as {@link OnnxSession#open}
   */
  RowNetwork(byte[] file, long[] rowShape, int outputSize) {
    session = OnnxSession.open(file);
    if (session.getNumInputs() != 1) {
      long count = session.getNumInputs();
      OnnxSession.close(session);
      throw new IllegalArgumentException(
          "found a model of " + count + " inputs, allowed is one input");
    }
    this.inputName = session.getInputNames().iterator().next();
    this.rowShape = rowShape;
    this.rowSize = (int) Arrays.stream(rowShape).reduce(1, (a, b) -> a * b);
    this.outputSize = outputSize;
  }

  /** Memory that a network takes whose file has so many bytes, without its rows. */
  static long byteSize(long fileSize) {
    return LEAST + (long) (WEIGHT * fileSize);
  }

  /** Room for a batch; whoever takes it gives it back by {@link Rows#close}. */
  Rows rows(int count) {
    Rows rows = spare.poll();
    if (rows != null && rows.floats.capacity() < count * rowSize) {
      rows.free();
      rows = null;
    }
    return rows == null ? new Rows(count) : rows.cleared();
  }

  @Override
  public void close() {
    OnnxSession.close(session);
    for (Rows rows = spare.poll(); rows != null; rows = spare.poll()) {
      rows.free();
    }
  }

  /** The rows of one run. Not thread-safe. */
  final class Rows implements AutoCloseable {
    private final Arena memory = Arena.ofShared();
    private final FloatBuffer floats;
    private final OrtSession.RunOptions options;
    private int count;
    private volatile boolean terminated;

    private Rows(int room) {
      floats =
          memory
              .allocate((long) room * rowSize * Float.BYTES, Long.BYTES)
              .asByteBuffer()
              .order(ByteOrder.nativeOrder())
              .asFloatBuffer();
      options = OnnxSession.runOptions();
    }

    private Rows cleared() {
      floats.clear();
      count = 0;
      return this;
    }

    void add(float[] row) {
      floats.put(row, 0, rowSize);
      count++;
    }

    int count() {
      return count;
    }

    /**
     * Runs the network on the rows that were added.
     *
     * @return {@code float[count * outputSize]}
     * @throws IllegalArgumentException if it does not run, or gives something else
     * @throws CancellationException if that was cancelled
     */
    float[] run() {
      long[] shape = new long[rowShape.length + 1];
      shape[0] = count;
      System.arraycopy(rowShape, 0, shape, 1, rowShape.length);
      try (OnnxTensor tensor =
              OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), floats.flip(), shape);
          OrtSession.Result result =
              Cancellation.interruptible(
                  this::terminate, () -> session.run(Map.of(inputName, tensor), options))) {
        return output(result);
      } catch (OrtException e) {
        throw new IllegalArgumentException(
            "found a model that does not run ("
                + OnnxSession.plain(e)
                + "), allowed is one that takes what the manifest says",
            e);
      }
    }

    private void terminate() {
      terminated = true;
      OnnxSession.terminate(options);
    }

    private float[] output(OrtSession.Result result) {
      long[] shape = {count, outputSize};
      if (result.size() == 1
          && result.get(0) instanceof OnnxTensor tensor
          && Arrays.equals(tensor.getInfo().getShape(), shape)) {
        FloatBuffer output = tensor.getFloatBuffer();
        if (output != null) {
          return output.array(); // a copy already
        }
      }
      throw new IllegalArgumentException(
          "found "
              + result.size()
              + " outputs, the first "
              + result.get(0).getInfo()
              + ", allowed is one, FLOAT of shape "
              + Arrays.toString(shape));
    }

    /** Gives the room back. */
    @Override
    public void close() {
      if (terminated) {
        free(); // its options would end the next run
      } else {
        spare.add(this);
      }
    }

    private void free() {
      memory.close();
      options.close();
    }
  }
}
