package hashing.train.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Map;

/** Runs a network with PyTorch, in batches. Stateless. */
final class NetworkForward {

  private static final int BATCH = 250;

  private NetworkForward() {}

  static float[][] relaxed(Network network, Map<String, float[]> values, float[][] rows) {
    float[][] relaxed = new float[rows.length][];
    try (NDManager manager = Torch.manager()) {
      Map<String, NDArray> variables = new LinkedHashMap<>();
      for (Variable variable : network.variables()) {
        variables.put(variable.name(), array(manager, variable, values.get(variable.name())));
      }
      for (int from = 0; from < rows.length; from += BATCH) {
        int size = Math.min(BATCH, rows.length - from);
        int[] which = new int[size];
        for (int i = 0; i < size; i++) {
          which[i] = from + i;
        }
        try (NDManager batch = manager.newSubManager()) {
          TorchOperations operations = new TorchOperations(batch, variables, false);
          NDArray outputs = network.outputs(operations, Torch.matrix(batch, rows, which));
          float[][] some = Torch.rows(network.relaxed(operations, outputs));
          System.arraycopy(some, 0, relaxed, from, size);
        }
      }
    }
    return relaxed;
  }

  /** A variable's array. */
  static NDArray array(NDManager manager, Variable variable, float[] values) {
    long[] shape = variable.shape().stream().mapToLong(Integer::longValue).toArray();
    return manager.create(values, new Shape(shape));
  }
}
