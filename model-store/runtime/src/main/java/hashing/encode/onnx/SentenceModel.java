package hashing.encode.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import hashing.encode.Cancellation;
import hashing.encode.TextFeatures;
import hashing.encode.TextSpec;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Vectors of texts from a transformer: {@code int64[1][tokens]} under the names {@code input_ids},
 * {@code attention_mask} and {@code token_type_ids} in, of which the first is required, and {@code
 * float[1][tokens][dimension]} out as the first output, of which the mean over the tokens is taken.
 *
 * <p>Texts go through the network one by one and without padding. A model whose numbers are
 * quantised as it runs takes their scale from all that runs together, so that in a batch, or beside
 * padding, a text's code would depend on its company.
 *
 * <p>Runs on the caller's thread. Safe for many threads; {@link #close} waits until nobody uses it.
 * Means and lengths are worked out in doubles, token by token.
 */
public final class SentenceModel implements TextFeatures {

  private static final String IDS = "input_ids";
  private static final String MASK = "attention_mask";
  private static final String TYPES = "token_type_ids";
  private static final Set<String> INPUTS = Set.of(IDS, MASK, TYPES);

  private final Tokenizer tokenizer;
  private final OrtSession session;
  private final TextSpec.Sentence spec;
  private final long fileSize;
  private final ReentrantReadWriteLock use = new ReentrantReadWriteLock();
  private boolean closed;

  private SentenceModel(
      Tokenizer tokenizer, OrtSession session, TextSpec.Sentence spec, long fileSize) {
    this.tokenizer = tokenizer;
    this.session = session;
    this.spec = spec;
    this.fileSize = fileSize;
  }

  /**
   * Loads a model from memory, and tries it on a text of as many tokens as are allowed.
   *
   * @param file the ONNX file, which holds all its tensors itself
   * @param tokenizer becomes this object's own, and is closed with it or where this fails
   * @throws IllegalArgumentException if it is damaged, refers to other files, is refused by the
   *     runtime, or does not turn tokens into vectors as specified
   * @throws IllegalStateException if ONNX Runtime cannot be loaded
   */
  public static SentenceModel open(byte[] file, Tokenizer tokenizer, TextSpec.Sentence spec) {
    try {
      OnnxFile.check(file);
      OrtSession session = OnnxSession.open(file);
      SentenceModel model = new SentenceModel(tokenizer, session, spec, file.length);
      try {
        model.tryLongest();
        return model;
      } catch (RuntimeException e) {
        OnnxSession.close(session);
        throw e;
      }
    } catch (RuntimeException e) {
      tokenizer.close();
      throw e;
    }
  }

  /** Bytes that a model with a file of so many will hold. */
  public static long byteSize(long fileSize) {
    return RowNetwork.byteSize(fileSize);
  }

  @Override
  public long byteSize() {
    return byteSize(fileSize) + tokenizer.byteSize();
  }

  private void tryLongest() {
    if (!session.getInputNames().contains(IDS) || !INPUTS.containsAll(session.getInputNames())) {
      throw new IllegalArgumentException(
          "found inputs "
              + OnnxSession.plain(session.getInputNames().toString())
              + ", allowed are [input_ids, attention_mask, token_type_ids], the first required");
    }
    long[] few = tokenizer.tokens("a");
    long[] tokens = Arrays.copyOf(few, spec.maxTokens());
    Arrays.fill(tokens, Math.min(few.length, tokens.length), tokens.length, few[few.length - 1]);
    vector(tokens);
  }

  @Override
  public float[] vector(String text) {
    use.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("the model is closed");
      }
      return vector(tokenizer.tokens(text));
    } finally {
      use.readLock().unlock();
    }
  }

  private float[] vector(long[] tokens) {
    try {
      return run(tokens);
    } catch (OrtException e) {
      throw new IllegalArgumentException(
          "found a model that does not run ("
              + OnnxSession.plain(e)
              + "), allowed is one that takes what the manifest says",
          e);
    }
  }

  private float[] run(long[] tokens) throws OrtException {
    Map<String, OnnxTensorLike> inputs = new HashMap<>();
    try {
      for (String name : session.getInputNames()) {
        inputs.put(name, tensor(values(name, tokens)));
      }
      try (OrtSession.RunOptions options = OnnxSession.runOptions();
          OrtSession.Result result =
              Cancellation.interruptible(
                  () -> OnnxSession.terminate(options), () -> session.run(inputs, options))) {
        return pooled(result, tokens.length);
      }
    } finally {
      inputs.values().forEach(OnnxTensorLike::close);
    }
  }

  private static long[] values(String name, long[] tokens) {
    long[] values = IDS.equals(name) ? tokens : new long[tokens.length];
    if (MASK.equals(name)) {
      Arrays.fill(values, 1);
    }
    return values;
  }

  private static OnnxTensor tensor(long[] values) throws OrtException {
    return OnnxTensor.createTensor(
        OrtEnvironment.getEnvironment(), LongBuffer.wrap(values), new long[] {1, values.length});
  }

  private float[] pooled(OrtSession.Result result, int tokens) {
    long[] shape = {1, tokens, spec.dimension()};
    if (!(result.get(0) instanceof OnnxTensor output)
        || !Arrays.equals(output.getInfo().getShape(), shape)
        || output.getInfo().type != OnnxJavaType.FLOAT) {
      throw new IllegalArgumentException(
          "found a first output "
              + OnnxSession.plain(result.get(0).getInfo().toString())
              + ", allowed is FLOAT of shape "
              + Arrays.toString(shape));
    }
    FloatBuffer values = output.getFloatBuffer();
    double[] sums = new double[spec.dimension()];
    for (int token = 0; token < tokens; token++) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] += values.get(token * sums.length + i);
      }
    }
    double length = 0;
    for (int i = 0; i < sums.length; i++) {
      sums[i] /= tokens;
      length += sums[i] * sums[i];
    }
    return rounded(sums, spec.normalise() && length > 0 ? Math.sqrt(length) : 1);
  }

  private static float[] rounded(double[] mean, double divisor) {
    float[] vector = new float[mean.length];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) (mean[i] / divisor);
      if (!Float.isFinite(vector[i])) {
        throw new IllegalArgumentException(
            "found a text for which the sentence model gives "
                + vector[i]
                + " at position "
                + i
                + ", allowed are finite numbers");
      }
    }
    return vector;
  }

  @Override
  public void close() {
    use.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        tokenizer.close();
        OnnxSession.close(session);
      }
    } finally {
      use.writeLock().unlock();
    }
  }
}
