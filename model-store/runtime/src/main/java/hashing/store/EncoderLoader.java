package hashing.store;

import hashing.encode.Encoder;
import hashing.encode.Hyperplanes;
import hashing.encode.InputSpec;
import hashing.encode.LinearEncoder;
import hashing.encode.RelaxedEncoder;
import hashing.encode.TermFeatures;
import hashing.encode.TextEncoder;
import hashing.encode.TextSpec;
import hashing.encode.onnx.OnnxEncoder;
import hashing.encode.onnx.SentenceModel;
import hashing.encode.onnx.Tokenizer;
import java.util.Map;
import java.util.function.Function;

/** Makes the encoder that a package holds. Stateless. */
public final class EncoderLoader {

  private EncoderLoader() {}

  /**
   * Opens the encoder; the caller closes it. What it holds is {@link #byteSize}.
   *
   * @throws IllegalArgumentException if the entries do not fit the manifest, or the model cannot
   *     run; the message names the entry, what was found and what is allowed
   */
  public static Encoder open(ModelPackage model) {
    return switch (model.manifest().input()) {
      case TextSpec.Sentence text -> sentence(model, text);
      case TextSpec.Terms terms ->
          new TextEncoder(
              terms,
              new TermFeatures(
                  terms,
                  floats(model, PackageEntry.IDF, terms.buckets()),
                  floats(
                      model, PackageEntry.PROJECTION, (long) terms.buckets() * terms.dimension())),
              ofFloats(model, new InputSpec.Vector(terms.size())));
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

  /**
   * What {@link Encoder#byteSize} of a package's encoder will be, or a little more: to be asked for
   * before it is opened.
   *
   * @throws IllegalArgumentException if floats are not as many as the manifest says
   */
  public static long byteSize(ModelPackage model) {
    Manifest manifest = model.manifest();
    Map<PackageEntry, byte[]> entries = model.entries();
    checkFloats(model);
    long head =
        switch (manifest.kind()) {
          case HYPERPLANE, LINEAR ->
              (long) Float.BYTES * manifest.input().size() * (manifest.bits() + 1);
          case ONNX -> OnnxEncoder.byteSize(entries.get(PackageEntry.MODEL).length);
        };
    return switch (manifest.input()) {
      case TextSpec.Sentence text ->
          head
              + Tokenizer.byteSize(entries.get(PackageEntry.TOKENIZER).length)
              + SentenceModel.byteSize(entries.get(PackageEntry.SENTENCE).length);
      case TextSpec.Terms terms ->
          head + (long) Float.BYTES * terms.buckets() * (terms.dimension() + 1);
      case InputSpec.Vector vector -> head;
      case InputSpec.Image image -> head;
    };
  }

  /** A manifest that claims more than the entries hold is wrong, and not in want of memory. */
  private static void checkFloats(ModelPackage model) {
    Manifest manifest = model.manifest();
    int size = manifest.input().size();
    if (manifest.kind() == EncoderKind.HYPERPLANE) {
      Hyperplanes.checkSize(size, manifest.bits());
    }
    for (Map.Entry<PackageEntry, byte[]> entry : model.entries().entrySet()) {
      long count =
          switch (entry.getKey()) {
            case MEAN -> size;
            case MATRIX -> (long) size * manifest.bits();
            case IDF -> manifest.input() instanceof TextSpec.Terms terms ? terms.buckets() : -1;
            case PROJECTION ->
                manifest.input() instanceof TextSpec.Terms terms
                    ? (long) terms.buckets() * terms.dimension()
                    : -1;
            case MODEL, TOKENIZER, SENTENCE, LICENCE -> -1;
          };
      if (count >= 0) {
        FloatFiles.check(entry.getKey(), entry.getValue(), count);
      }
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
