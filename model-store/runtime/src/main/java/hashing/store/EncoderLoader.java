package hashing.store;

import hashing.encode.Encoder;
import hashing.encode.Hyperplanes;
import hashing.encode.LinearEncoder;
import hashing.encode.onnx.OnnxEncoder;

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
    Manifest manifest = model.manifest();
    return switch (manifest.kind()) {
      case HYPERPLANE -> hyperplane(model);
      case LINEAR ->
          new LinearEncoder(
              manifest.input(),
              manifest.bits(),
              floats(model, PackageEntry.MEAN, manifest.input().size()),
              floats(model, PackageEntry.MATRIX, (long) manifest.input().size() * manifest.bits()));
      case ONNX -> onnx(model);
    };
  }

  /**
   * What {@link Encoder#byteSize} of a package's encoder will be, or a little more: to be asked for
   * before it is opened.
   */
  public static long byteSize(ModelPackage model) {
    Manifest manifest = model.manifest();
    return switch (manifest.kind()) {
      case HYPERPLANE -> (long) Float.BYTES * manifest.input().size() * (manifest.bits() + 1);
      case LINEAR -> model.byteSize();
      case ONNX -> OnnxEncoder.byteSize(model.entries().get(PackageEntry.MODEL).length);
    };
  }

  private static Encoder hyperplane(ModelPackage model) {
    Manifest manifest = model.manifest();
    int dimension = manifest.input().size();
    float[] mean =
        model.entries().containsKey(PackageEntry.MEAN)
            ? floats(model, PackageEntry.MEAN, dimension)
            : new float[dimension];
    float[] matrix = Hyperplanes.matrix(manifest.seed(), dimension, manifest.bits());
    return new LinearEncoder(manifest.input(), manifest.bits(), mean, matrix);
  }

  private static Encoder onnx(ModelPackage model) {
    Manifest manifest = model.manifest();
    try {
      return OnnxEncoder.open(
          model.entries().get(PackageEntry.MODEL), manifest.input(), manifest.bits());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "entry " + PackageEntry.MODEL.fileName() + ": " + e.getMessage(), e);
    }
  }

  private static float[] floats(ModelPackage model, PackageEntry entry, long count) {
    return FloatFiles.read(entry, model.entries().get(entry), count);
  }
}
