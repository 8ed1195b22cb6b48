package hashing.encode.onnx;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.onnxruntime.OrtEnvironment;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * Starts DJL, which must happen in the right surroundings or stays broken for the life of the JVM.
 *
 * <p>DJL finds its engine by the thread's context class loader and keeps what it found; the one of
 * this class is put in for the call. Its first touch asks a cloud's metadata address for tracking
 * unless it is offline; it starts PyTorch, if there, for operations that ONNX Runtime lacks, of
 * which none are used here.
 */
final class DjlEngine {

  private static final String ENGINE = "OnnxRuntime";

  static {
    setDefault("ai.djl.offline", "true");
    setDefault("OPT_OUT_TRACKING", "true");
    setDefault("ai.djl.onnx.disable_alternative", "true");
    String temporary = System.getProperty("java.io.tmpdir");
    setDefault("DJL_CACHE_DIR", Path.of(temporary, "hashing-djl").toString());
  }

  private DjlEngine() {}

  private static void setDefault(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  /**
   * ONNX Runtime's environment, of which a JVM has one. DJL wants to make it, with threads that are
   * not used here, and refuses for ever where another did.
   */
  static OrtEnvironment environment() {
    Engine.getEngine(ENGINE);
    return OrtEnvironment.getEnvironment();
  }

  /** An empty model on the CPU. */
  static Model newModel() {
    return Model.newInstance("model", Device.cpu(), ENGINE);
  }

  /**
   * Calls with this class's loader as the thread's context loader: whatever may touch DJL first.
   *
   * @throws IllegalStateException if classes or native libraries of DJL or ONNX Runtime cannot be
   *     loaded; as the {@link LinkageError} that it was, it would halt an OpenSearch node
   */
  static <T> T inOwnLoader(Supplier<T> call) {
    Thread thread = Thread.currentThread();
    ClassLoader context = thread.getContextClassLoader();
    thread.setContextClassLoader(DjlEngine.class.getClassLoader());
    try {
      return call.get();
    } catch (LinkageError e) {
      throw new IllegalStateException("ONNX Runtime cannot be loaded on this node: " + e, e);
    } finally {
      thread.setContextClassLoader(context);
    }
  }
}
