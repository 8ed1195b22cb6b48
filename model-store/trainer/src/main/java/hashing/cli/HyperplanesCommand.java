package hashing.cli;

import hashing.encode.Hyperplanes;
import hashing.encode.InputSpec;
import hashing.store.EncoderKind;
import hashing.store.Manifest;
import hashing.store.ModelName;
import hashing.store.ModelPackage;
import hashing.store.PackageWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Writes a package of random hyperplanes, which needs no data: its manifest has the seed, and the
 * generator is that of {@link Hyperplanes}. Equal numbers give one code space, whatever the name.
 */
@Command(
    name = "hyperplanes",
    mixinStandardHelpOptions = true,
    description = {
      "Writes a package of random hyperplanes for vectors, without training.",
      "A bit is 1 where the vector lies on the positive side of a plane through the origin."
    },
    footer = {
      "",
      "Example:",
      "  hashing hyperplanes --dimension 384 --bits 256 --seed 1 --name words@1 --out words.zip"
    })
final class HyperplanesCommand implements Callable<Integer> {

  @Mixin private Reporting reporting;

  @Option(
      names = "--dimension",
      required = true,
      paramLabel = "N",
      description = "Dimension of the vectors.")
  private int dimension;

  @Option(names = "--bits", required = true, paramLabel = "N", description = "Bits of a code.")
  private int bits;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of the planes. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--name",
      paramLabel = "ID@VERSION",
      description = "Name of the model. Default: hyperplanes-DIMENSION-BITS@SEED.")
  private String name;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "Package to write; a file of that name is replaced.")
  private Path out;

  @Override
  public Integer call() throws IOException {
    Manifest manifest =
        new Manifest(
            modelName(),
            EncoderKind.HYPERPLANE,
            bits,
            "hyperplanes-splitmix64-" + dimension + "x" + bits + "-" + seed,
            new InputSpec.Vector(dimension),
            seed,
            "hyperplanes",
            null,
            Map.of(),
            Map.of());
    Hyperplanes.checkSize(dimension, bits);
    Files.write(out, PackageWriter.write(new ModelPackage(manifest, Map.of())));
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("model", manifest.name().toString());
    result.put("code_space", manifest.codeSpace());
    result.put("dimension", dimension);
    result.put("bits", bits);
    result.put("seed", seed);
    result.put("file", out.toString());
    reporting.result(result);
    reporting.next("cp " + out + " /path/to/opensearch/config/opensearch-hashing/models/");
    return 0;
  }

  private ModelName modelName() {
    if (name == null) {
      String version = seed < 0 ? "minus" + Long.toString(seed).substring(1) : Long.toString(seed);
      return new ModelName("hyperplanes-" + dimension + "-" + bits, version);
    }
    ModelName parsed = ModelName.parse(name);
    if (parsed.version() == null) {
      throw new IllegalArgumentException("[--name] is [" + name + "]; ID@VERSION is allowed");
    }
    return parsed;
  }
}
