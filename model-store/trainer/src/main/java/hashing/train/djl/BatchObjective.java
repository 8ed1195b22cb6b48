package hashing.train.djl;

/** A loss of a batch's relaxed values, with its gradient worked out by hand. */
@FunctionalInterface
public interface BatchObjective {

  /**
   * The mean loss of a batch.
   *
   * @param relaxed {@code float[batch][bitCount]}, what the network gave
   * @param rows {@code int[batch]}, which rows of the data these are
   * @param gradient {@code float[batch][bitCount]}, receives the derivative of the loss by each
   *     value
   */
  double lossAndGradient(float[][] relaxed, int[] rows, float[][] gradient);
}
