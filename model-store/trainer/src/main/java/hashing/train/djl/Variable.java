package hashing.train.djl;

import java.util.List;
import java.util.Random;

/**
 * One array of a network's numbers.
 *
 * @param name of its layer and part, for example {@code head.weight}
 * @param shape of at least one axis
 * @param start first value
 * @param bound first values are uniform in {@code start +- bound}
 * @param trained whether the optimiser moves it
 */
public record Variable(
    String name, List<Integer> shape, double start, double bound, boolean trained) {

  public Variable {
    shape = List.copyOf(shape);
  }

  /** Number of values. */
  public int size() {
    return shape.stream().reduce(1, Math::multiplyExact);
  }

  /**
   * First values, in {@code +-sqrt(6 / inputs)} for weights: from Java's generator, as PyTorch's is
   * shared by the whole process.
   */
  float[] firstValues(Random random) {
    float[] values = new float[size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (bound == 0 ? start : start + bound * (2 * random.nextDouble() - 1));
    }
    return values;
  }

  /** Of {@link Operations#dense}. */
  public static List<Variable> dense(String layer, int inputs, int outputs) {
    return List.of(
        weights(layer + ".weight", inputs, outputs, inputs),
        constants(layer + ".bias", outputs, 0));
  }

  /** Of {@link Operations#convolve}. */
  public static List<Variable> convolution(String layer, int inputs, int outputs, int side) {
    return List.of(
        weights(layer + ".weight", inputs * side * side, outputs, inputs, side, side),
        constants(layer + ".bias", outputs, 0));
  }

  /** Of {@link Operations#normalise}. */
  public static List<Variable> normalisation(String layer, int channels) {
    return List.of(
        constants(layer + ".scale", channels, 1),
        constants(layer + ".shift", channels, 0),
        new Variable(layer + ".mean", List.of(channels), 0, 0, false),
        new Variable(layer + ".variance", List.of(channels), 1, 0, false));
  }

  /** Numbers that are found in another way than by descent. */
  public static Variable fixed(String name, Integer... shape) {
    return new Variable(name, List.of(shape), 0, 0, false);
  }

  /** Numbers to be trained, of which {@code inputs} are summed up in an output. */
  public static Variable weights(String name, int inputs, Integer... shape) {
    return new Variable(name, List.of(shape), 0, Math.sqrt(6.0 / inputs), true);
  }

  private static Variable constants(String name, int size, double value) {
    return new Variable(name, List.of(size), value, 0, true);
  }
}
