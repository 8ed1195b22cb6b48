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
import hashing.train.Progress;
import hashing.train.djl.NetworkParameters.Layer;
import hashing.train.math.Permutation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Trains a multi-layer perceptron with Adam on a loss that is given with its gradient.
 *
 * <p>First weights are uniform in {@code +-sqrt(6 / inputs)}, biases zero; each epoch goes through
 * the rows in a new order, and leaves out a last batch of one row. All chance comes from the seed.
 * The gradient of the loss by the relaxed values is multiplied with them and summed, and PyTorch
 * differentiates that. All native memory is given back.
 */
public final class MlpTrainer {

  private final MlpConfig config;

  public MlpTrainer(MlpConfig config) {
    this.config = config;
  }

  /**
   * Trains on rows; one step of progress an epoch.
   *
   * @throws IllegalArgumentException if a loss is not finite: the learning rate is too high
   */
  public Result train(float[][] rows, BatchObjective objective, Progress progress) {
    Torch.engine();
    Random random = new Random(config.seed());
    List<Linear> linears = new ArrayList<>();
    SequentialBlock network = network(linears);
    try (Model model = Model.newInstance("mlp", Device.cpu(), Torch.name())) {
      model.setBlock(network);
      for (int i = 0; i < linears.size(); i++) {
        initialise(linears.get(i), config.widths().get(i), random);
      }
      int batches = (rows.length + config.batchSize() - 1) / config.batchSize();
      Tracker rate =
          Tracker.cosine()
              .setBaseValue((float) config.learningRate())
              .optFinalValue(0)
              .setMaxUpdates(batches * config.epochs())
              .build();
      DefaultTrainingConfig training =
          new DefaultTrainingConfig(Loss.l2Loss())
              .optDevices(new Device[] {Device.cpu()})
              .optOptimizer(Adam.builder().optLearningRateTracker(rate).build());
      double loss = 0;
      try (Trainer trainer = model.newTrainer(training)) {
        trainer.initialize(new Shape(1, config.widths().getFirst()));
        progress.start("epochs", config.epochs());
        for (int epoch = 0; epoch < config.epochs(); epoch++) {
          loss = epoch(trainer, rows, objective, random);
          progress.step(String.format(Locale.ROOT, "loss %.4f", loss));
        }
        return new Result(new NetworkParameters(layers(linears)), loss);
      }
    }
  }

  /**
   * What a training yields.
   *
   * @param loss mean over the last epoch
   */
  public record Result(NetworkParameters parameters, double loss) {}

  private SequentialBlock network(List<Linear> linears) {
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

  private double epoch(Trainer trainer, float[][] rows, BatchObjective objective, Random random) {
    int[] order = Permutation.random(rows.length, random);
    double loss = 0;
    int seen = 0;
    for (int from = 0; from + 1 < order.length; from += config.batchSize()) {
      int size = Math.min(config.batchSize(), order.length - from);
      int[] batch = new int[size];
      System.arraycopy(order, from, batch, 0, size);
      loss += size * step(trainer, rows, batch, objective);
      seen += size;
    }
    return loss / seen;
  }

  private double step(Trainer trainer, float[][] rows, int[] batch, BatchObjective objective) {
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

  private static List<Layer> layers(List<Linear> linears) {
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
    return layers;
  }
}
