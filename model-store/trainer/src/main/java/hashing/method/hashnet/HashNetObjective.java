package hashing.method.hashnet;

import hashing.train.Saved;
import hashing.train.data.Labels;
import hashing.train.djl.BatchObjective;
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

  private final Labels labels;
  private final double scale;
  private final double growth;
  private long batches;

  /**
   * @param labels of each row of the data
   */
  HashNetObjective(Labels labels, double scale, double growth) {
    this.labels = labels;
    this.scale = scale;
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
    double[][] h = new double[rows.length][bits];
    for (int i = 0; i < h.length; i++) {
      for (int bit = 0; bit < bits; bit++) {
        h[i][bit] = Math.tanh(steepness * relaxed[i][bit]);
      }
    }
    double[][] slopes = new double[rows.length][bits];
    double loss = pairs(h, rows, slopes);
    for (int i = 0; i < h.length; i++) {
      for (int bit = 0; bit < bits; bit++) {
        gradient[i][bit] = (float) (slopes[i][bit] * steepness * (1 - h[i][bit] * h[i][bit]));
      }
    }
    return loss;
  }

  private double pairs(double[][] h, int[] rows, double[][] slopes) {
    long similar = 0;
    for (int i = 0; i < h.length; i++) {
      for (int j = 0; j < i; j++) {
        similar += same(rows, i, j) ? 1 : 0;
      }
    }
    long all = (long) h.length * (h.length - 1) / 2;
    double loss = 0;
    for (int i = 0; i < h.length; i++) {
      for (int j = 0; j < i; j++) {
        boolean same = same(rows, i, j);
        // The mean over all pairs, each side weighted by all / its own number.
        double weight = 1.0 / (same ? similar : all - similar);
        double t = scale * dot(h[i], h[j]);
        loss += weight * (Math.max(t, 0) + Math.log1p(Math.exp(-Math.abs(t))) - (same ? t : 0));
        double slope = weight * scale * (1 / (1 + Math.exp(-t)) - (same ? 1 : 0));
        for (int bit = 0; bit < h[i].length; bit++) {
          slopes[i][bit] += slope * h[j][bit];
          slopes[j][bit] += slope * h[i][bit];
        }
      }
    }
    return loss;
  }

  private boolean same(int[] rows, int i, int j) {
    return labels.share(rows[i], labels, rows[j]);
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
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
