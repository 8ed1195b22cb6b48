package hashing.train.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import java.util.List;
import java.util.Map;

/** With PyTorch. Results belong to the manager of the rows they come from. */
final class TorchOperations implements Operations<NDArray> {

  /** Added to variances; a package's graph adds the same. */
  static final float EPSILON = 1e-5f;

  /** Share of what was, not of the new batch, in the running mean and variance. */
  private static final float MOMENTUM = 0.9f;

  private final NDManager manager;
  private final Map<String, NDArray> variables;
  private final boolean training;

  /**
   * @param manager of one batch
   */
  TorchOperations(NDManager manager, Map<String, NDArray> variables, boolean training) {
    this.manager = manager;
    this.variables = variables;
    this.training = training;
  }

  @Override
  public NDArray dense(NDArray x, String layer) {
    NDArray weight = variables.get(layer + ".weight");
    return Linear.linear(x, weight, variables.get(layer + ".bias")).singletonOrThrow();
  }

  @Override
  public NDArray convolve(NDArray x, String layer, int padding) {
    NDArray weight = variables.get(layer + ".weight");
    NDArray bias = variables.get(layer + ".bias");
    return Conv2d.conv2d(x, weight, bias, new Shape(1, 1), new Shape(padding, padding))
        .singletonOrThrow();
  }

  @Override
  public NDArray normalise(NDArray x, String layer) {
    return BatchNorm.batchNorm(
            x,
            variables.get(layer + ".mean"),
            variables.get(layer + ".variance"),
            variables.get(layer + ".scale"),
            variables.get(layer + ".shift"),
            1,
            MOMENTUM,
            EPSILON,
            training)
        .singletonOrThrow();
  }

  @Override
  public NDArray variable(String name) {
    return variables.get(name);
  }

  @Override
  public NDArray relu(NDArray x) {
    return Activation.relu(x);
  }

  @Override
  public NDArray maxPool(NDArray x, int side) {
    Shape square = new Shape(side, side);
    return Pool.maxPool2d(x, square, square, new Shape(0, 0), false);
  }

  @Override
  public NDArray reshape(NDArray x, int... shape) {
    long[] all = new long[shape.length + 1];
    all[0] = x.getShape().get(0);
    for (int i = 0; i < shape.length; i++) {
      all[i + 1] = shape[i];
    }
    return x.reshape(new Shape(all));
  }

  @Override
  public NDArray slice(NDArray x, int axis, int from, int to) {
    return x.get(new NDIndex(":, ".repeat(axis) + from + ":" + to));
  }

  @Override
  public NDArray concatenate(List<NDArray> parts, int axis) {
    return NDArrays.concat(new NDList(parts), axis);
  }

  @Override
  public NDArray matrixProduct(NDArray a, NDArray b) {
    return a.matMul(b);
  }

  @Override
  public NDArray transpose(NDArray x) {
    return x.transpose(0, 2, 1);
  }

  @Override
  public NDArray add(NDArray a, NDArray b) {
    return a.add(b);
  }

  @Override
  public NDArray subtract(NDArray a, NDArray b) {
    return a.sub(b);
  }

  @Override
  public NDArray multiply(NDArray a, NDArray b) {
    return a.mul(b);
  }

  @Override
  public NDArray divide(NDArray a, NDArray b) {
    return a.div(b);
  }

  @Override
  public NDArray sum(NDArray x, int... axes) {
    return x.sum(axes, true);
  }

  @Override
  public NDArray squareRoot(NDArray x) {
    return x.sqrt();
  }

  @Override
  public NDArray sigmoid(NDArray x) {
    return Activation.sigmoid(x);
  }

  @Override
  public NDArray tanh(NDArray x) {
    return x.tanh();
  }

  @Override
  public NDArray exponential(NDArray x) {
    return x.exp();
  }

  @Override
  public NDArray sine(NDArray x) {
    return x.sin();
  }

  @Override
  public NDArray softplus(NDArray x) {
    return Activation.softPlus(x);
  }

  @Override
  public NDArray absolute(NDArray x) {
    return x.abs();
  }

  @Override
  public NDArray ifGreater(NDArray a, NDArray b, NDArray then, NDArray otherwise) {
    // PyTorch's own choice, through DJL, broadcasts nothing.
    NDArray chosen = a.gt(b).toType(DataType.FLOAT32, false);
    return chosen.mul(then).add(chosen.neg().add(1).mul(otherwise));
  }

  @Override
  public NDArray constant(float value) {
    return manager.create(value);
  }
}
