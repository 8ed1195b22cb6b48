package hashing.method.neuronmerging;

import hashing.train.djl.BatchObjective;
import hashing.train.math.PairLikelihood;
import hashing.train.math.RunningCorrelation;
import hashing.train.math.TanhRelaxation;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The active phase: running averages, over batches, of how redundant neurons are.
 *
 * <p>Cost of a batch: {@code SAMPLE^2 / 2} pairs for each neuron, and for each pair of one of the
 * {@code CANDIDATES} least important and any other. Not thread-safe.
 */
final class Redundancy implements BatchObjective {

  /** Rows of a batch that are looked at. */
  private static final int SAMPLE = 40;

  /** Neurons for which partners are tried in a batch. */
  private static final int CANDIDATES = 8;

  /** Share of a batch in the averages. */
  private static final double RATE = 0.1;

  private final NeuronMergingObjective objective;
  private final double[] importance;
  private final double[][] mergedLoss;
  private final RunningCorrelation correlation;

  /** By which what is left after a change is scaled up to as many neurons as before. */
  private final double scale;

  Redundancy(NeuronMergingObjective objective, int bits) {
    this.objective = objective;
    importance = new double[bits];
    mergedLoss = new double[bits][bits];
    for (double[] row : mergedLoss) {
      Arrays.fill(row, Double.POSITIVE_INFINITY);
    }
    correlation = new RunningCorrelation(bits, RATE);
    scale = (double) bits / (bits - 1);
  }

  int bits() {
    return importance.length;
  }

  /** Running average of how much the loss rises without a neuron. */
  double importance(int bit) {
    return importance[bit];
  }

  /** Running average of how much the loss rises when two are merged; infinite if never tried. */
  double mergedLoss(int a, int b) {
    return mergedLoss[a][b];
  }

  /** Running average of the correlation of two neurons' outputs. */
  double correlation(int a, int b) {
    return correlation.of(a, b);
  }

  /** The objective of neurons as they are; looks at a batch before. */
  @Override
  public double lossAndGradient(float[][] relaxed, int[] rows, float[][] gradient) {
    observe(relaxed, rows);
    return objective.lossAndGradient(relaxed, rows, gradient);
  }

  /** Looks at a batch. */
  void observe(float[][] relaxed, int[] rows) {
    double[][] u = TanhRelaxation.of(relaxed);
    correlation.observe(u);
    double[][] some = Arrays.copyOf(u, Math.min(SAMPLE, u.length));
    PairLikelihood.Pairs pairs = objective.pairs().pairs(some, rows);
    double now = pairs.loss((i, j, t) -> t);
    int bits = importance.length;
    for (int bit = 0; bit < bits; bit++) {
      importance[bit] += RATE * (without(pairs, some, bit) - now - importance[bit]);
    }
    Comparator<Integer> least = Comparator.comparingDouble(bit -> importance[bit]);
    for (int a : IntStream.range(0, bits).boxed().sorted(least).limit(CANDIDATES).toList()) {
      for (int b = 0; b < bits; b++) {
        if (a != b) {
          double rise = merged(pairs, some, a, b) - now;
          double last = mergedLoss[a][b];
          mergedLoss[a][b] = Double.isFinite(last) ? last + RATE * (rise - last) : rise;
          mergedLoss[b][a] = mergedLoss[a][b];
        }
      }
    }
  }

  /** The loss without a neuron. */
  private double without(PairLikelihood.Pairs pairs, double[][] u, int a) {
    return pairs.loss((i, j, t) -> scale * (t - u[i][a] * u[j][a] / 2));
  }

  /** The loss with neuron {@code a} merged into {@code b}. */
  private double merged(PairLikelihood.Pairs pairs, double[][] u, int a, int b) {
    double sign = Math.signum(correlation.of(a, b));
    return pairs.loss((i, j, t) -> {
      double left = (u[i][b] + sign * u[i][a]) / 2;
      double right = (u[j][b] + sign * u[j][a]) / 2;
      return scale * (t - u[i][a] * u[j][a] / 2 + (left * right - u[i][b] * u[j][b]) / 2);
    });
  }
}
