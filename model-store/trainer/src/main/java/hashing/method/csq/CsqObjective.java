package hashing.method.csq;

import hashing.train.djl.BatchObjective;

/**
 * The loss of a batch: the mean over its values of {@code BCE((tanh z + 1) / 2, centre) +
 * quantisation * (|tanh z| - 1)^2}, equations 4 and 6.
 *
 * <p>{@code (tanh z + 1) / 2} is the logistic function of {@code 2 z}, so that the cross-entropy is
 * {@code log(1 + exp(2 z)) - 2 z t}, finite for every finite {@code z}.
 */
final class CsqObjective implements BatchObjective {

  private final boolean[][] centres;
  private final double quantisation;

  /**
   * @param centres of each row of the data, {@code boolean[rows][bits]}
   */
  CsqObjective(boolean[][] centres, double quantisation) {
    this.centres = centres;
    this.quantisation = quantisation;
  }

  @Override
  public double lossAndGradient(float[][] relaxed, int[] rows, float[][] gradient) {
    double values = (double) rows.length * relaxed[0].length;
    double loss = 0;
    for (int i = 0; i < rows.length; i++) {
      boolean[] centre = centres[rows[i]];
      for (int bit = 0; bit < centre.length; bit++) {
        double z = relaxed[i][bit];
        double tanh = Math.tanh(z);
        loss += crossEntropy(z, centre[bit]) + quantisation * quantisationLoss(tanh);
        double slope = tanh + (centre[bit] ? -1 : 1) + quantisation * quantisationSlope(tanh);
        gradient[i][bit] = (float) (slope / values);
      }
    }
    return loss / values;
  }

  /** Equation 4 for one bit. Its derivative by z is {@code tanh z + 1 - 2 t}. */
  private static double crossEntropy(double z, boolean one) {
    return Math.max(2 * z, 0) + Math.log1p(Math.exp(-Math.abs(2 * z))) - (one ? 2 * z : 0);
  }

  /** Equation 6 for one bit. */
  private static double quantisationLoss(double tanh) {
    double missing = Math.abs(tanh) - 1;
    return missing * missing;
  }

  private static double quantisationSlope(double tanh) {
    return 2 * (Math.abs(tanh) - 1) * Math.signum(tanh) * (1 - tanh * tanh);
  }
}
