package hashing.opensearch.model;

import hashing.encode.Encoder;
import hashing.encode.EncoderInput;
import hashing.encode.Encoding;
import hashing.encode.Hyperplanes;
import hashing.encode.InputSpec;
import hashing.encode.LinearEncoder;
import hashing.store.EncoderKind;
import hashing.store.FloatFiles;
import hashing.store.Manifest;
import hashing.store.ModelName;
import hashing.store.ModelPackage;
import hashing.store.PackageEntry;
import hashing.store.PackageWriter;
import java.util.List;
import java.util.Map;

/** Small real model packages. */
public final class ModelFixtures {

  private ModelFixtures() {}

  /** A package of kind hyperplane, in the code space of its own name. */
  public static byte[] hyperplanes(String name, int bits, int dimension, long seed) {
    return hyperplanes(name, name, bits, dimension, seed);
  }

  /** A package of kind hyperplane. */
  public static byte[] hyperplanes(
      String name, String codeSpace, int bits, int dimension, long seed) {
    Manifest manifest =
        new Manifest(
            ModelName.parse(name),
            EncoderKind.HYPERPLANE,
            bits,
            codeSpace,
            new InputSpec.Vector(dimension),
            seed,
            "hyperplane",
            null,
            Map.of(),
            Map.of());
    return PackageWriter.write(new ModelPackage(manifest, Map.of()));
  }

  /** A package of kind linear without a mean; its manifest is the same with every matrix. */
  public static byte[] linear(String name, int bits, int dimension, float[] matrix) {
    Manifest manifest =
        new Manifest(
            ModelName.parse(name),
            EncoderKind.LINEAR,
            bits,
            name,
            new InputSpec.Vector(dimension),
            null,
            "pca",
            null,
            Map.of(),
            Map.of());
    return PackageWriter.write(
        new ModelPackage(
            manifest,
            Map.of(
                PackageEntry.MEAN, FloatFiles.write(new float[dimension]),
                PackageEntry.MATRIX, FloatFiles.write(matrix))));
  }

  /** What a package of kind hyperplane makes of an input. */
  public static byte[] code(int bits, int dimension, long seed, EncoderInput input) {
    float[] matrix = Hyperplanes.matrix(seed, dimension, bits);
    InputSpec spec = new InputSpec.Vector(dimension);
    try (Encoder encoder = new LinearEncoder(spec, bits, new float[dimension], matrix)) {
      return ((Encoding.Encoded) encoder.encode(List.of(input)).getFirst()).code();
    }
  }
}
