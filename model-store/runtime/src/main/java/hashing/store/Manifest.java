package hashing.store;

import hashing.code.Codes;
import hashing.encode.InputSpec;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a model is; {@code manifest.json} in its package. Maps are kept sorted and cannot be
 * changed.
 *
 * @param name with its version
 * @param bits of every code, 1 to 16384
 * @param codeSpace codes of one space can be compared; by custom {@code id@version} of the model
 *     that founded it
 * @param seed of a hyperplane model; null for other kinds
 * @param method by which it was trained, for example {@code itq}
 * @param trainingData null where there is none
 * @param metrics measured by the trainer, finite
 * @param libraries name to version of what trained it
 */
public record Manifest(
    ModelName name,
    EncoderKind kind,
    int bits,
    String codeSpace,
    InputSpec input,
    Long seed,
    String method,
    TrainingData trainingData,
    Map<String, Double> metrics,
    Map<String, String> libraries) {

  private static final int MAX_MAP = 200;

  public Manifest {
    if (name.version() == null) {
      throw new IllegalArgumentException("version: found none, a package needs its own");
    }
    if (bits < 1 || bits > Codes.MAX_BIT_COUNT) {
      throw new IllegalArgumentException(
          "bits: found " + bits + ", allowed is 1 to " + Codes.MAX_BIT_COUNT);
    }
    Words.checkText("code_space", codeSpace, 200);
    if ((kind == EncoderKind.HYPERPLANE) != (seed != null)) {
      throw new IllegalArgumentException(
          "seed: found "
              + (seed == null ? "none" : seed)
              + ", kind "
              + Words.lower(kind)
              + (seed == null ? " needs one" : " allows none"));
    }
    if (kind == EncoderKind.HYPERPLANE && input instanceof InputSpec.Image) {
      throw new IllegalArgumentException(
          "input.kind: found image, allowed are text and vector with kind " + Words.lower(kind));
    }
    Words.checkText("method", method, 1000);
    metrics = checked("metrics", metrics);
    libraries = checked("libraries", libraries);
    metrics.forEach((metric, value) -> {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException(
            "metrics." + metric + ": found " + value + ", allowed is a finite number");
      }
    });
    libraries.forEach((library, version) -> Words.checkText("libraries." + library, version, 100));
  }

  private static <V> Map<String, V> checked(String field, Map<String, V> map) {
    if (map.size() > MAX_MAP) {
      throw new IllegalArgumentException(
          field + ": found " + map.size() + " names, allowed are " + MAX_MAP);
    }
    map.keySet().forEach(key -> Words.checkText(field + " name", key, 100));
    return Collections.unmodifiableMap(new TreeMap<>(map));
  }
}
