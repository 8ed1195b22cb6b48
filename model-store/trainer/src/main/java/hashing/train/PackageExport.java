package hashing.train;

import hashing.encode.InputSpec;
import hashing.store.Manifest;
import hashing.store.ModelName;
import hashing.store.ModelPackage;
import hashing.store.PackageEntry;
import hashing.store.TrainingData;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Turns a trained encoder into a model package. Stateless. */
public final class PackageExport {

  private PackageExport() {}

  /**
   * The package of an encoder, which founds a code space of its own. The same encoder gives the
   * same package.
   *
   * @throws IllegalArgumentException if the input gives rows of another width than the encoder
   *     takes
   */
  public static ModelPackage of(TrainedEncoder encoder, ModelName name, InputSpec input) {
    return of(encoder, name, input, Map.of());
  }

  /**
   * As above.
   *
   * @param before entries that turn an input into the row that the encoder takes
   */
  public static ModelPackage of(
      TrainedEncoder encoder, ModelName name, InputSpec input, Map<PackageEntry, byte[]> before) {
    TrainedEncoder.Parameters parameters = encoder.parameters();
    if (input.size() != parameters.width()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the input gives [%d] values; the encoder takes [%d]",
              input.size(),
              parameters.width()));
    }
    ModelCard card = encoder.card();
    Manifest manifest =
        new Manifest(
            name,
            parameters.kind(),
            parameters.bitCount(),
            name.toString(),
            input,
            null,
            method(card),
            new TrainingData(card.dataName(), card.dataSha256()),
            card.metrics(),
            card.libraries());
    Map<PackageEntry, byte[]> entries = new EnumMap<>(PackageEntry.class);
    entries.putAll(before);
    entries.putAll(parameters.entries());
    return new ModelPackage(manifest, entries);
  }

  /** The method and its configuration, for example {@code itq iterations=50 seed=1}. */
  static String method(ModelCard card) {
    Map<String, Object> config = new TreeMap<>(card.config());
    config.remove("bits");
    return card.method()
        + config.entrySet().stream()
            .map(entry -> " " + entry.getKey() + "=" + entry.getValue())
            .collect(Collectors.joining());
  }
}
