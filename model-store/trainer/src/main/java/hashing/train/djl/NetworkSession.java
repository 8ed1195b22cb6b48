package hashing.train.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import hashing.train.Saved;
import hashing.train.math.Permutation;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * A network in training, for methods that take turns between it and something else: Adam, on a loss
 * that is given with its gradient.
 *
 * <p>Each epoch goes through its rows in a new order, and leaves out a last batch of one row. The
 * gradient of the loss by the network's outputs is multiplied with them and summed, and PyTorch
 * differentiates that. Saved are the network's numbers and the optimiser's; the generator of chance
 * is the caller's. Closing gives all native memory back. Not thread-safe; a JVM trains one network
 * at a time.
 */
public final class NetworkSession implements AutoCloseable, Saved {

  private final Network network;
  private final NetworkTraining training;
  private final RowChange change;
  private final Random random;
  private final NDManager manager;
  private final Map<String, NDArray> variables = new LinkedHashMap<>();
  private final Adam optimiser;

  /**
   * A new network.
   *
   * @param training its number of epochs is not looked at
   * @param change of rows, each time
   * @param steps batches until the learning rate is 0
   * @param random of first weights, the order of rows and their change
   */
  public NetworkSession(
      Network network, NetworkTraining training, RowChange change, int steps, Random random) {
    this(network, firstValues(network, random), training, change, steps, random);
  }

  /** A network that goes on from other numbers, by name; not changed. */
  public NetworkSession(
      Network network,
      Map<String, float[]> start,
      NetworkTraining training,
      RowChange change,
      int steps,
      Random random) {
    this.network = network;
    this.training = training;
    this.change = change;
    this.random = random;
    this.manager = Torch.manager();
    List<NDArray> trained = new ArrayList<>();
    for (Variable variable : network.variables()) {
      NDArray array = NetworkForward.array(manager, variable, start.get(variable.name()));
      variables.put(variable.name(), array);
      if (variable.trained()) {
        array.setRequiresGradient(true);
        trained.add(array);
      }
    }
    optimiser = new Adam(manager, trained, training.learningRate(), steps);
  }

  /** First numbers of a network, drawn in the order of its variables. */
  public static Map<String, float[]> firstValues(Network network, Random random) {
    Map<String, float[]> values = new LinkedHashMap<>();
    for (Variable variable : network.variables()) {
      values.put(variable.name(), variable.firstValues(random));
    }
    return values;
  }

  /** Goes once through all rows, as below. */
  public double epoch(float[][] rows, BatchObjective objective) {
    return epoch(rows, Permutation.identity(rows.length), objective);
  }

  /**
   * Goes once through some of the rows and returns the mean loss.
   *
   * @param which numbers of the rows; the objective is given the same numbers
   * @throws IllegalArgumentException if a loss is not finite: the learning rate is too high
   */
  public double epoch(float[][] rows, int[] which, BatchObjective objective) {
    int[] order = Permutation.random(which.length, random);
    double loss = 0;
    int seen = 0;
    for (int from = 0; from + 1 < order.length; from += training.batchSize()) {
      int[] batch = new int[Math.min(training.batchSize(), order.length - from)];
      float[][] inputs = new float[batch.length][];
      for (int i = 0; i < batch.length; i++) {
        batch[i] = which[order[from + i]];
        inputs[i] = change.apply(rows[batch[i]], random);
      }
      loss += batch.length * step(inputs, batch, objective);
      seen += batch.length;
    }
    return loss / seen;
  }

  private double step(float[][] inputs, int[] batch, BatchObjective objective) {
    double loss;
    try (NDManager scratch = manager.newSubManager()) {
      try (GradientCollector collector = Torch.engine().newGradientCollector()) {
        TorchOperations operations = new TorchOperations(scratch, variables, true);
        NDArray outputs = network.outputs(operations, Torch.matrix(scratch, inputs));
        float[][] values = Torch.rows(outputs);
        float[][] gradient = new float[batch.length][values[0].length];
        loss = objective.lossAndGradient(values, batch, gradient);
        if (!Double.isFinite(loss)) {
          throw new IllegalArgumentException(
              String.format(
                  Locale.ROOT,
                  "the loss became [%s]; [learning_rate] of [%s] is too high",
                  loss,
                  training.learningRate()));
        }
        collector.backward(outputs.mul(Torch.matrix(scratch, gradient)).sum());
      }
      optimiser.step(scratch);
    }
    return loss;
  }

  /** The network as it is now. */
  public NetworkParameters parameters() {
    Map<String, float[]> values = new LinkedHashMap<>();
    variables.forEach((name, array) -> values.put(name, array.toFloatArray()));
    return new NetworkParameters(network, values);
  }

  @Override
  public void save(DataOutput out) throws IOException {
    for (NDArray array : variables.values()) {
      Torch.save(array, out);
    }
    optimiser.save(out);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    for (NDArray array : variables.values()) {
      Torch.restore(array, in);
    }
    optimiser.restore(in);
  }

  @Override
  public void close() {
    manager.close();
  }
}
