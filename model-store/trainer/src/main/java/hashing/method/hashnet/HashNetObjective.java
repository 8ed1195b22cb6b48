package hashing.method.hashnet;

import hashing.train.Saved;
import hashing.train.data.Labels;
import hashing.train.djl.BatchObjective;
import hashing.train.math.PairLikelihood;
import hashing.train.math.TanhRelaxation;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The loss of a batch: the weighted cross-entropy of its pairs, the mean of {@code w (log(1 +
 * exp(t)) - s t)} with {@code t = scale * h_i' h_j}, {@code h = tanh(steepness * z)} and {@code s}
 * whether both are of one class; {@code w} makes similar and dissimilar pairs weigh the same in
 * sum. Counts the batches, as the steepness grows with them. Not thread-safe.
 */
final class HashNetObjective implements BatchObjective, Saved {

  /** Batches after which the steepness is renewed. */
  private static final int STAGE = 200;

  private final PairLikelihood pairs;
  private final double growth;
  private long batches;

  /**
   * @param labels of each row of the data
   */
  HashNetObjective(Labels labels, double scale, double growth) {
    this.pairs = new PairLikelihood(labels, scale);
    this.growth = growth;
  }

  double steepness() {
    return Math.sqrt(1 + growth * (batches - batches % STAGE));
  }

  @Override
  public double lossAndGradient(float[][] relaxed, int[] rows, float[][] gradient) {
    double loss = lossAndGradient(relaxed, rows, gradient, steepness());
    batches++;
    return loss;
  }

  double lossAndGradient(float[][] relaxed, int[] rows, float[][] gradient, double steepness) {
    int bits = relaxed[0].length;
    double[][] h = TanhRelaxation.of(relaxed, steepness);
    double[][] slopes = new double[rows.length][bits];
    double loss = pairs.lossAndSlopes(h, rows, slopes);
    for (int i = 0; i < h.length; i++) {
      for (int bit = 0; bit < bits; bit++) {
        gradient[i][bit] = (float) (slopes[i][bit] * steepness * (1 - h[i][bit] * h[i][bit]));
      }
    }
    return loss;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    out.writeLong(batches);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    batches = in.readLong();
  }
}
