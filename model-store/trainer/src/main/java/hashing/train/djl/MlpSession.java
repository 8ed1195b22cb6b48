package hashing.train.djl;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.initializer.Initializer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Adam;
import ai.djl.training.tracker.Tracker;
import hashing.train.djl.NetworkParameters.Layer;
import hashing.train.math.Permutation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * A multi-layer perceptron in training, for methods that take turns between it and something else:
 * Adam, on a loss that is given with its gradient.
 *
 * <p>First weights are uniform in {@code +-sqrt(6 / inputs)}, biases zero; each epoch goes through
 * its rows in a new order, and leaves out a last batch of one row. The gradient of the loss by the
 * relaxed values is multiplied with them and summed, and PyTorch differentiates that. Closing gives
 * all native memory back. Not thread-safe.
 */
public final class MlpSession implements AutoCloseable {

  private final MlpConfig config;
  private final Random random;
  private final List<Linear> linears = new ArrayList<>();
  private final Model model;
  private final Trainer trainer;

  /**
   * A new network.
   *
   * @param config its number of epochs is not looked at
   * @param steps batches until the learning rate is 0
   * @param random of first weights and the order of rows
   */
  public MlpSession(MlpConfig config, int steps, Random random) {
    this.config = config;
    this.random = random;
    Torch.engine();
    SequentialBlock network = network();
    model = Model.newInstance("mlp", Device.cpu(), Torch.name());
    model.setBlock(network);
    for (int i = 0; i < linears.size(); i++) {
      initialise(linears.get(i), config.widths().get(i), random);
    }
    Tracker rate =
        Tracker.cosine()
            .setBaseValue((float) config.learningRate())
            .optFinalValue(0)
            .setMaxUpdates(steps)
            .build();
    trainer =
        model.newTrainer(
            new DefaultTrainingConfig(Loss.l2Loss())
                .optDevices(new Device[] {Device.cpu()})
                .optOptimizer(Adam.builder().optLearningRateTracker(rate).build()));
    trainer.initialize(new Shape(1, config.widths().getFirst()));
  }

  private SequentialBlock network() {
    SequentialBlock network = new SequentialBlock();
    for (int i = 1; i < config.widths().size(); i++) {
      Linear linear = Linear.builder().setUnits(config.widths().get(i)).build();
      linears.add(linear);
      network.add(linear);
      if (i < config.widths().size() - 1) {
        network.add(Activation.reluBlock());
      }
    }
    return network;
  }

  private static void initialise(Linear linear, int inputs, Random random) {
    linear.setInitializer(new Seeded(0, random), Parameter.Type.BIAS);
    linear.setInitializer(new Seeded(Math.sqrt(6.0 / inputs), random), Parameter.Type.WEIGHT);
  }

  /** Uniform in +-bound, from Java's generator: PyTorch's is shared by the whole process. */
  private record Seeded(double bound, Random random) implements Initializer {
    @Override
    public NDArray initialize(NDManager manager, Shape shape, DataType dataType) {
      float[] values = new float[(int) shape.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (bound * (2 * random.nextDouble() - 1));
      }
      return manager.create(values, shape);
    }
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
    for (int from = 0; from + 1 < order.length; from += config.batchSize()) {
      int[] batch = new int[Math.min(config.batchSize(), order.length - from)];
      for (int i = 0; i < batch.length; i++) {
        batch[i] = which[order[from + i]];
      }
      loss += batch.length * step(rows, batch, objective);
      seen += batch.length;
    }
    return loss / seen;
  }

  private double step(float[][] rows, int[] batch, BatchObjective objective) {
    double loss;
    try (NDManager manager = trainer.getManager().newSubManager();
        GradientCollector collector = trainer.newGradientCollector()) {
      NDArray relaxed =
          trainer.forward(new NDList(Torch.matrix(manager, rows, batch))).singletonOrThrow();
      relaxed.attach(manager);
      float[][] values = Torch.rows(relaxed);
      float[][] gradient = new float[batch.length][values[0].length];
      loss = objective.lossAndGradient(values, batch, gradient);
      if (!Double.isFinite(loss)) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "the loss became [%s]; [learning_rate] of [%s] is too high",
                loss,
                config.learningRate()));
      }
      NDArray weighted =
          relaxed.mul(Torch.matrix(manager, gradient, Permutation.identity(batch.length)));
      collector.backward(weighted.sum());
    }
    trainer.step();
    return loss;
  }

  /** The network as it is now. */
  public NetworkParameters parameters() {
    List<Layer> layers = new ArrayList<>();
    for (Linear linear : linears) {
      NDArray weight = linear.getParameters().get("weight").getArray();
      NDArray bias = linear.getParameters().get("bias").getArray();
      layers.add(
          new Layer(
              (int) weight.getShape().get(1),
              (int) weight.getShape().get(0),
              weight.toFloatArray(),
              bias.toFloatArray()));
    }
    return new NetworkParameters(layers);
  }

  @Override
  public void close() {
    trainer.close();
    model.close();
  }
}
