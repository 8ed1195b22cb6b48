package hashing.train.djl;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import hashing.train.math.Permutation;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The one way to PyTorch: offline, by its name, with this class's loader. */
final class Torch {

  private static final String NAME = "PyTorch";

  private Torch() {}

  /**
   * The engine; the first call loads the native libraries, which takes seconds.
   *
   * <p>It computes on one thread unless told otherwise: sums then come in one order, and the same
   * seed gives the same bits. Networks of this size gain little from more.
   *
   * <p>Engines are registered once in a JVM by the context class loader, which must see them.
   */
  static Engine engine() {
    setDefault("ai.djl.offline", "true");
    setDefault("OPT_OUT_TRACKING", "true");
    setDefault("ai.djl.pytorch.num_threads", "1");
    setDefault("ai.djl.pytorch.num_interop_threads", "1");
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    Thread.currentThread().setContextClassLoader(Torch.class.getClassLoader());
    try {
      return Engine.getEngine(NAME);
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  private static void setDefault(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  /** Owns arrays, on a GPU where PyTorch has one, until it is closed. */
  static NDManager manager() {
    Device device = engine().getGpuCount() > 0 ? Device.gpu() : Device.cpu();
    return NDManager.newBaseManager(device, NAME);
  }

  /** A matrix of rows, {@code [rows][width]}. */
  static NDArray matrix(NDManager manager, float[][] rows) {
    return matrix(manager, rows, Permutation.identity(rows.length));
  }

  /** A matrix of some rows, {@code [which.length][width]}. */
  static NDArray matrix(NDManager manager, float[][] rows, int[] which) {
    int width = rows[0].length;
    float[] flat = new float[which.length * width];
    for (int i = 0; i < which.length; i++) {
      System.arraycopy(rows[which[i]], 0, flat, i * width, width);
    }
    return manager.create(flat, new Shape(which.length, width));
  }

  /** The rows of a matrix. */
  static float[][] rows(NDArray matrix) {
    int width = (int) matrix.getShape().get(1);
    float[] flat = matrix.toFloatArray();
    float[][] rows = new float[flat.length / width][width];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(flat, i * width, rows[i], 0, width);
    }
    return rows;
  }

  /** Writes an array's floats. */
  static void save(NDArray array, DataOutput out) throws IOException {
    for (float value : array.toFloatArray()) {
      out.writeFloat(value);
    }
  }

  /** Replaces an array's floats by saved ones. */
  static void restore(NDArray array, DataInput in) throws IOException {
    float[] values = new float[(int) array.getShape().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readFloat();
    }
    array.set(values);
  }
}
