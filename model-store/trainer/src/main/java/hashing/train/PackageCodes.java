package hashing.train;

import hashing.encode.Encoder;
import hashing.encode.EncoderInput;
import hashing.encode.Encoding;
import hashing.encode.InputSpec;
import hashing.store.EncoderLoader;
import hashing.store.Manifest;
import hashing.store.ModelPackage;
import hashing.store.PackageEntry;
import hashing.train.data.LabelledVectors;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.LongConsumer;

/** Codes that a package's own encoder gives, as a node would. Stateless. */
public final class PackageCodes {

  private static final int BATCH = 1000;
  private static final long BATCH_BYTES = 16 << 20;

  private PackageCodes() {}

  /**
   * The codes of data's rows, {@code byte[n][ceil(bits / 8)]}.
   *
   * @param progress told the number of rows done
   * @throws IllegalArgumentException if the package takes another input than the data are made of
   */
  public static byte[][] of(ModelPackage model, LabelledVectors data, LongConsumer progress) {
    Manifest manifest = model.manifest();
    if (!rows(manifest.input()).equals(rows(data.input()))) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "model [%s] takes %s; [%s] has %s",
              manifest.name(),
              manifest.input(),
              data.name(),
              data.input()));
    }
    return codes(
        takingRows(model), data.size(), row -> new EncoderInput.Vector(data.rows()[row]), progress);
  }

  /**
   * The codes of inputs, {@code byte[count][ceil(bits / 8)]}, each turned into its row by the
   * package itself.
   *
   * @param progress told the number of inputs done
   */
  public static byte[][] codes(
      ModelPackage model, int count, IntFunction<EncoderInput> inputs, LongConsumer progress) {
    try (Encoder encoder = EncoderLoader.open(model)) {
      List<byte[]> codes = new ArrayList<>(count);
      while (codes.size() < count) {
        List<EncoderInput> batch = new ArrayList<>();
        for (int row = codes.size(); row < count && !isFull(batch); row++) {
          batch.add(inputs.apply(row));
        }
        codes.addAll(encode(encoder, batch, codes.size()));
        progress.accept(codes.size());
      }
      return codes.toArray(byte[][]::new);
    }
  }

  /** Whether a batch has as many inputs, or pictures of as many bytes, as memory is to hold. */
  public static boolean isFull(List<EncoderInput> batch) {
    long bytes = 0;
    for (EncoderInput input : batch) {
      bytes += input instanceof EncoderInput.Image image ? image.file().length : 0;
    }
    return batch.size() >= BATCH || bytes >= BATCH_BYTES;
  }

  /**
   * Encodes a batch.
   *
   * @param from number of the first input, for the message
   * @throws IllegalArgumentException if an input is refused
   */
  public static List<byte[]> encode(Encoder encoder, List<EncoderInput> batch, int from) {
    List<byte[]> codes = new ArrayList<>();
    for (Encoding encoding : encoder.encode(batch)) {
      switch (encoding) {
        case Encoding.Encoded encoded -> codes.add(encoded.code());
        case Encoding.Refused refused ->
            throw new IllegalArgumentException(
                String.format(
                    Locale.ROOT, "input [%d]: %s", from + codes.size(), refused.reason()));
      }
    }
    return codes;
  }

  /** What rows are made of: whether pictures of other sizes are taken too makes no difference. */
  private static InputSpec rows(InputSpec input) {
    return input instanceof InputSpec.Image image ? image.resized(null) : input;
  }

  /** The same model for images or texts that have become rows already. */
  private static ModelPackage takingRows(ModelPackage model) {
    Manifest manifest = model.manifest();
    if (manifest.input() instanceof InputSpec.Image image
        && image.layout() != InputSpec.Layout.FLAT) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "model [%s] takes images laid out as %s; FLAT is allowed",
              manifest.name(),
              image.layout()));
    }
    Map<PackageEntry, byte[]> heads = new EnumMap<>(PackageEntry.class);
    heads.putAll(model.entries());
    heads.keySet().removeAll(ModelPackage.ofInput(manifest.input()));
    return new ModelPackage(
        new Manifest(
            manifest.name(),
            manifest.kind(),
            manifest.bits(),
            manifest.codeSpace(),
            new InputSpec.Vector(manifest.input().size()),
            manifest.seed(),
            manifest.method(),
            manifest.trainingData(),
            manifest.metrics(),
            manifest.libraries()),
        heads);
  }
}
