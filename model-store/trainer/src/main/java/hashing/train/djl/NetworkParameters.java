package hashing.train.djl;

import hashing.store.EncoderKind;
import hashing.store.PackageEntry;
import hashing.train.TrainedEncoder;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A multi-layer perceptron with ReLU between its layers and nothing behind the last. Relaxed values
 * are computed by PyTorch, a package's by ONNX Runtime: they differ in the last digits.
 *
 * @param layers from the input to the relaxed values, at least one
 */
public record NetworkParameters(List<Layer> layers) implements TrainedEncoder.Parameters {

  /**
   * {@code y = weights x + bias}. Arrays are not copied.
   *
   * @param weights {@code float[outputs * inputs]}, a row for each output
   * @param bias {@code float[outputs]}
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Layer(int inputs, int outputs, float[] weights, float[] bias) {
    public Layer {
      if (weights.length != inputs * outputs || bias.length != outputs) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "a layer of [%d] inputs and [%d] outputs has [%d] weights and [%d] biases;"
                    + " inputs * outputs and outputs are needed",
                inputs,
                outputs,
                weights.length,
                bias.length));
      }
    }
  }

  public NetworkParameters {
    layers = List.copyOf(layers);
    for (int i = 1; i < layers.size(); i++) {
      if (layers.get(i).inputs() != layers.get(i - 1).outputs()) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "layer [%d] takes [%d] inputs; the layer before it gives [%d]",
                i,
                layers.get(i).inputs(),
                layers.get(i - 1).outputs()));
      }
    }
  }

  @Override
  public int width() {
    return layers.getFirst().inputs();
  }

  @Override
  public int bitCount() {
    return layers.getLast().outputs();
  }

  @Override
  public float[][] relaxed(float[][] rows) {
    return MlpForward.relaxed(layers, rows);
  }

  @Override
  public EncoderKind kind() {
    return EncoderKind.ONNX;
  }

  @Override
  public Map<PackageEntry, byte[]> entries() {
    return Map.of(PackageEntry.MODEL, OnnxGraph.write(this));
  }
}
