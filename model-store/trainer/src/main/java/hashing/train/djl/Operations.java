package hashing.train.djl;

import java.util.List;

/**
 * What networks are made of. A network is written once against this: with arrays of PyTorch it is
 * trained and run, with nodes of a graph it is written as ONNX.
 *
 * <p>Axis 0 counts the rows of a batch. Operands of different shapes are broadcast as in NumPy.
 *
 * @param <T> a tensor
 */
public interface Operations<T> {

  /** {@code x w' + b} of {@code [batch][inputs]}, with the variables of {@link Variable#dense}. */
  T dense(T x, String layer);

  /**
   * Two-dimensional correlation of {@code [batch][channels][height][width]} in steps of one, with
   * the variables of {@link Variable#convolution}.
   *
   * @param padding zeros on every side
   */
  T convolve(T x, String layer, int padding);

  /**
   * Shifts and scales each channel, axis 1, to what {@link Variable#normalisation} has learned; in
   * training, from the batch's own mean and variance.
   */
  T normalise(T x, String layer);

  /** A variable as it is, without an axis for the batch; the second operand of what is done. */
  T variable(String name);

  /** The larger of each value and 0. */
  T relu(T x);

  /** The largest value of each square of {@code side} by {@code side} pixels; a rest is dropped. */
  T maxPool(T x, int side);

  /** The same values as {@code [batch][shape...]}. */
  T reshape(T x, int... shape);

  /** Places {@code from} to {@code to - 1} of an axis above 0. */
  T slice(T x, int axis, int from, int to);

  /** Tensors one behind the other along an axis above 0. */
  T concatenate(List<T> parts, int axis);

  /** Products of matrices, of the last two axes. */
  T matrixProduct(T a, T b);

  /** The last two of three axes exchanged. */
  T transpose(T x);

  T add(T a, T b);

  T subtract(T a, T b);

  T multiply(T a, T b);

  T divide(T a, T b);

  /** Sum along axes above 0, which stay with one place each. */
  T sum(T x, int... axes);

  T squareRoot(T x);

  T sigmoid(T x);

  T tanh(T x);

  T exponential(T x);

  T sine(T x);

  /** {@code log(1 + exp x)}. */
  T softplus(T x);

  T absolute(T x);

  /** {@code then} where {@code a > b}, elsewhere {@code otherwise}. */
  T ifGreater(T a, T b, T then, T otherwise);

  /** A number. */
  T constant(float value);
}
