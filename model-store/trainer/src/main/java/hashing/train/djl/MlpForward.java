package hashing.train.djl;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import hashing.train.djl.NetworkParameters.Layer;
import java.util.List;

/** Runs a perceptron's layers with PyTorch, in batches. Stateless. */
final class MlpForward {

  private static final int BATCH = 1000;

  private MlpForward() {}

  static float[][] relaxed(List<Layer> layers, float[][] rows) {
    Torch.engine();
    float[][] relaxed = new float[rows.length][];
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), Torch.name())) {
      NDArray[] weights = new NDArray[layers.size()];
      NDArray[] biases = new NDArray[layers.size()];
      for (int i = 0; i < weights.length; i++) {
        Layer layer = layers.get(i);
        weights[i] =
            manager.create(layer.weights(), new Shape(layer.outputs(), layer.inputs())).transpose();
        biases[i] = manager.create(layer.bias());
      }
      for (int from = 0; from < rows.length; from += BATCH) {
        int size = Math.min(BATCH, rows.length - from);
        try (NDManager batch = manager.newSubManager()) {
          float[][] values = forward(batch, weights, biases, rows, from, size);
          System.arraycopy(values, 0, relaxed, from, size);
        }
      }
    }
    return relaxed;
  }

  private static float[][] forward(
      NDManager manager, NDArray[] weights, NDArray[] biases, float[][] rows, int from, int size) {
    int[] which = new int[size];
    for (int i = 0; i < size; i++) {
      which[i] = from + i;
    }
    NDArray values = Torch.matrix(manager, rows, which);
    for (int i = 0; i < weights.length; i++) {
      values = values.matMul(weights[i]).add(biases[i]);
      if (i < weights.length - 1) {
        values = values.maximum(0);
      }
    }
    return Torch.rows(values);
  }
}
