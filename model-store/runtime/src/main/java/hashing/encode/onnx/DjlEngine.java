package hashing.encode.onnx;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
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

  static {
    setDefault("ai.djl.offline", "true");
    setDefault("OPT_OUT_TRACKING", "true");
    setDefault("ai.djl.onnx.disable_alternative", "true");
    setDefault("DJL_CACHE_DIR", nativeFiles().toString());
  }

  /**
   * Where native libraries are unpacked: a folder of the user's own, as libraries that another user
   * could have put there must not be loaded.
   */
  private static Path nativeFiles() {
    String user = System.getProperty("user.name");
    try {
      Path own = Path.of(System.getProperty("java.io.tmpdir"), "hashing-djl-" + user);
      Files.createDirectories(own);
      return Files.getOwner(own).getName().equals(user)
          ? own
          : Files.createTempDirectory("hashing-djl");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private DjlEngine() {}

  private static void setDefault(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
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
