package hashing.method.dynamicsign;

import hashing.train.data.Labels;
import hashing.train.djl.BatchObjective;
import hashing.train.math.Softmax;
import java.util.Random;

/**
 * The loss of a batch: cross-entropy of cosines with the classes' centres, an angle added to the
 * own class's (equation 9 of the margin's source), and how far values are from their code; where
 * the threshold is learned, how far a soft dynamic sign is from the own centre.
 */
final class DynamicSignObjective implements BatchObjective {

  /** Standard deviation of the margin. */
  private static final double ELASTIC = 0.125;

  private static final double CLIP = 0.99999;

  /** Width of the soft zone's edge. */
  private static final double EDGE = 0.05;

  /** Slope of the soft sign. */
  private static final double STEEPNESS = 4;

  private final double[][] centres;
  private final double[][] targets;
  private final Labels labels;
  private final DynamicSignConfig config;
  private final Random random;

  /**
   * @param centres of classes, {@code boolean[classes][bits]}
   * @param targets of rows, {@code boolean[rows][bits]}
   * @param labels of each row of the data
   * @param random of margins
   */
  DynamicSignObjective(
      boolean[][] centres,
      boolean[][] targets,
      Labels labels,
      DynamicSignConfig config,
      Random random) {
    this.centres = signs(centres);
    this.targets = signs(targets);
    this.labels = labels;
    this.config = config;
    this.random = random;
  }

  private static double[][] signs(boolean[][] codes) {
    double[][] signs = new double[codes.length][codes[0].length];
    for (int i = 0; i < signs.length; i++) {
      for (int bit = 0; bit < signs[i].length; bit++) {
        signs[i][bit] = codes[i][bit] ? 1 : -1;
      }
    }
    return signs;
  }

  @Override
  public double lossAndGradient(float[][] outputs, int[] rows, float[][] gradient) {
    int bits = config.bits();
    double loss = 0;
    double[] slope = new double[bits + 1];
    for (int i = 0; i < rows.length; i++) {
      double margin = config.margin() + ELASTIC * random.nextGaussian();
      loss += item(outputs[i], rows[i], margin, slope);
      for (int k = 0; k <= bits; k++) {
        gradient[i][k] = (float) (slope[k] / rows.length);
        slope[k] = 0;
      }
    }
    return loss / rows.length;
  }

  /**
   * The loss of one image.
   *
   * @param slope receives the derivatives; zeros before
   */
  double item(float[] outputs, int row, double margin, double[] slope) {
    int bits = config.bits();
    double[] v = new double[bits];
    double[] u = new double[bits];
    for (int bit = 0; bit < bits; bit++) {
      v[bit] = outputs[bit];
      u[bit] = Math.clamp(2 * v[bit], -1, 1);
    }
    double logistic = 1 / (1 + Math.exp(-outputs[bits]));
    double threshold = config.learned() ? config.tau() * logistic : config.tau();
    double loss = classes(v, labels.of(row), margin, slope);
    double[] byU = new double[bits];
    double[] code = DynamicSign.of(u, threshold);
    loss += 1 - cosine(u, code, -1, byU);
    if (config.learned() && config.tau() > 0) {
      double byThreshold = 0;
      double minority = DynamicSign.minority(u);
      double[] soft = new double[bits];
      double[] bySoft = new double[bits];
      double[] inside = new double[bits];
      for (int bit = 0; bit < bits; bit++) {
        inside[bit] = 1 / (1 + Math.exp((Math.abs(u[bit]) - threshold) / EDGE));
        soft[bit] = inside[bit] * minority + (1 - inside[bit]) * Math.tanh(STEEPNESS * u[bit]);
      }
      loss += 1 - cosine(soft, targets[row], -1, bySoft);
      for (int bit = 0; bit < bits; bit++) {
        double tanh = Math.tanh(STEEPNESS * u[bit]);
        double byInside = inside[bit] * (1 - inside[bit]) / EDGE * (minority - tanh);
        byThreshold += bySoft[bit] * byInside;
        double direct = (1 - inside[bit]) * STEEPNESS * (1 - tanh * tanh);
        byU[bit] += bySoft[bit] * (direct - Math.signum(u[bit]) * byInside);
      }
      slope[bits] += byThreshold * config.tau() * logistic * (1 - logistic);
    }
    for (int bit = 0; bit < bits; bit++) {
      slope[bit] += Math.abs(u[bit]) < 1 ? 2 * byU[bit] : 0;
    }
    return loss;
  }

  /** Cross-entropy of the cosines, in nats; own classes are as likely as one another. */
  private double classes(double[] v, int[] own, double margin, double[] slope) {
    boolean[] isOwn = new boolean[centres.length];
    for (int label : own) {
      isOwn[label] = true;
    }
    double[] logits = new double[centres.length];
    double[] steepness = new double[centres.length];
    for (int c = 0; c < logits.length; c++) {
      double cosine = cosine(v, centres[c], 0, null);
      logits[c] = config.scale() * cosine;
      steepness[c] = config.scale();
      if (isOwn[c]) {
        double angle = Math.acos(Math.clamp(cosine, -CLIP, CLIP));
        logits[c] = config.scale() * Math.cos(angle + margin);
        steepness[c] *= Math.abs(cosine) < CLIP ? Math.sin(angle + margin) / Math.sin(angle) : 0;
      }
    }
    double[] shares = new double[logits.length];
    double loss = Softmax.crossEntropy(logits, own, shares);
    for (int c = 0; c < logits.length; c++) {
      cosine(v, centres[c], shares[c] * steepness[c], slope);
    }
    return loss;
  }

  /**
   * The cosine of two vectors.
   *
   * @param factor by which its derivatives by {@code x} are multiplied
   * @param slope receives them on top of what it has, if not null
   */
  private static double cosine(double[] x, double[] y, double factor, double[] slope) {
    double product = 0;
    double xx = 1e-12;
    double yy = 1e-12;
    for (int i = 0; i < x.length; i++) {
      product += x[i] * y[i];
      xx += x[i] * x[i];
      yy += y[i] * y[i];
    }
    double lengths = Math.sqrt(xx * yy);
    for (int i = 0; slope != null && i < x.length; i++) {
      slope[i] += factor * (y[i] / lengths - product / lengths * x[i] / xx);
    }
    return product / lengths;
  }
}
