package hashing.encode.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;

/** How a network gets into ONNX Runtime, and what it weighs there. Stateless. */
final class OnnxSession {

  private OnnxSession() {}

  /**
   * Opens a network that runs on its callers' threads and keeps no memory between runs but its
   * weights: a pool of memory of its own grew by the largest batch that it saw, 75 MB for a
   * sentence model, and ran no faster. Nothing of the network is worked out ahead, as nobody could
   * end that; sentence models ran no slower.
   *
   * @throws IllegalArgumentException if the runtime refuses it
   * @throws IllegalStateException if ONNX Runtime cannot be loaded, such as on a platform for which
   *     it has no native library; as the {@link LinkageError} that it was, it would halt an
   *     OpenSearch node
   */
  static OrtSession open(byte[] file) {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.setCPUArenaAllocator(false);
      options.addConfigEntry("optimization.disable_specified_optimizers", "ConstantFolding");
      return OrtEnvironment.getEnvironment().createSession(file, options);
    } catch (OrtException e) {
      throw new IllegalArgumentException(
          "found a model that ONNX Runtime refuses ("
              + plain(e)
              + "), allowed is one that it loads",
          e);
    } catch (LinkageError e) {
      throw new IllegalStateException("ONNX Runtime cannot be loaded on this node: " + e, e);
    }
  }

  /** Frees a network's memory, which nobody uses any more. */
  static void close(OrtSession session) {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Options of a run, which others can {@link #terminate}; the caller closes them. */
  static OrtSession.RunOptions runOptions() {
    try {
      return new OrtSession.RunOptions();
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Makes runs with these options end before their next operator, by an exception. */
  static void terminate(OrtSession.RunOptions options) {
    try {
      options.setTerminate(true);
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A native library's message quotes names from the file: kept short and printable. */
  static String plain(Throwable reason) {
    return plain(String.valueOf(reason.getMessage()));
  }

  /** Text from a file, kept short and printable. */
  static String plain(String text) {
    String message = text.replaceAll("[^ -~]+", " ").strip();
    return message.length() <= 300 ? message : message.substring(0, 300) + "...";
  }
}
