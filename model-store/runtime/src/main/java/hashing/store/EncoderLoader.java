package hashing.store;

import hashing.encode.Encoder;
import hashing.encode.Hyperplanes;
import hashing.encode.InputSpec;
import hashing.encode.LinearEncoder;
import hashing.encode.RelaxedEncoder;
import hashing.encode.TextEncoder;
import hashing.encode.TextSpec;
import hashing.encode.onnx.OnnxEncoder;
import hashing.encode.onnx.SentenceModel;
import hashing.encode.onnx.Tokenizer;
import java.util.function.Function;

/** Makes the encoder that a package holds. Stateless. */
public final class EncoderLoader {

  private EncoderLoader() {}

  /**
   * Opens the encoder; the caller closes it. It holds on to the package's arrays or to copies of
   * them, so its memory is about {@link ModelPackage#byteSize} (a hyperplane model's is {@code 4 *
   * dimension * bits}).
   *
   * @throws IllegalArgumentException if the entries do not fit the manifest, or the model cannot
   *     run; the message names the entry, what was found and what is allowed
   */
  public static Encoder open(ModelPackage model) {
    return switch (model.manifest().input()) {
      case TextSpec.Sentence text -> sentence(model, text);
      case InputSpec.Vector vector -> ofFloats(model, vector);
      case InputSpec.Image image -> ofFloats(model, image);
    };
  }

  private static Encoder sentence(ModelPackage model, TextSpec.Sentence text) {
    RelaxedEncoder head = ofFloats(model, new InputSpec.Vector(text.size()));
    try {
      Tokenizer tokenizer =
          named(PackageEntry.TOKENIZER, model, file -> Tokenizer.open(file, text.maxTokens()));
      // It closes the tokenizer, also where it fails.
      SentenceModel sentence =
          named(PackageEntry.SENTENCE, model, file -> SentenceModel.open(file, tokenizer, text));
      return new TextEncoder(text, sentence, head);
    } catch (RuntimeException e) {
      head.close();
      throw e;
    }
  }

  /** What takes an input's floats, which another part may have to work out first. */
  private static RelaxedEncoder ofFloats(ModelPackage model, InputSpec input) {
    int bits = model.manifest().bits();
    long values = (long) input.size() * bits;
    return switch (model.manifest().kind()) {
      case HYPERPLANE ->
          new LinearEncoder(
              input,
              bits,
              model.entries().containsKey(PackageEntry.MEAN)
                  ? floats(model, PackageEntry.MEAN, input.size())
                  : new float[input.size()],
              Hyperplanes.matrix(model.manifest().seed(), input.size(), bits));
      case LINEAR ->
          new LinearEncoder(
              input,
              bits,
              floats(model, PackageEntry.MEAN, input.size()),
              floats(model, PackageEntry.MATRIX, values));
      case ONNX -> named(PackageEntry.MODEL, model, file -> OnnxEncoder.open(file, input, bits));
    };
  }

  private static <T> T named(PackageEntry entry, ModelPackage model, Function<byte[], T> open) {
    try {
      return open.apply(model.entries().get(entry));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("entry " + entry.fileName() + ": " + e.getMessage(), e);
    }
  }

  private static float[] floats(ModelPackage model, PackageEntry entry, long count) {
    return FloatFiles.read(entry, model.entries().get(entry), count);
  }
}
