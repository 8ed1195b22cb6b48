package hashing.train.djl;

import hashing.store.EncoderKind;
import hashing.store.PackageEntry;
import hashing.train.TrainedEncoder;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A network with its numbers. Relaxed values are computed by PyTorch, a package's by ONNX Runtime:
 * they differ in the last digits.
 *
 * @param values of every variable, by name; not copied
 */
public record NetworkParameters(Network network, Map<String, float[]> values)
    implements TrainedEncoder.Parameters {

  public NetworkParameters {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    for (Variable variable : network.variables()) {
      float[] found = values.get(variable.name());
      if (found == null || found.length != variable.size()) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "variable [%s] has [%s] values; [%d] are needed",
                variable.name(),
                found == null ? "no" : found.length,
                variable.size()));
      }
    }
  }

  @Override
  public int width() {
    return network.width();
  }

  @Override
  public int bitCount() {
    return network.bitCount();
  }

  @Override
  public float[][] relaxed(float[][] rows) {
    return NetworkForward.relaxed(network, values, rows);
  }

  @Override
  public EncoderKind kind() {
    return EncoderKind.ONNX;
  }

  @Override
  public Map<PackageEntry, byte[]> entries() {
    return Map.of(PackageEntry.MODEL, OnnxGraph.write(network, values));
  }
}
