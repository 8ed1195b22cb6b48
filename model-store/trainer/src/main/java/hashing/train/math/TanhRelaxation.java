package hashing.train.math;

/** Codes made smooth: {@code u = tanh(z)} of values {@code z} before the sign. Stateless. */
public final class TanhRelaxation {

  private TanhRelaxation() {}

  /** {@code double[batch][bits]} of {@code float[batch][bits]}. */
  public static double[][] of(float[][] relaxed) {
    return of(relaxed, 1);
  }

  /** {@code tanh(steepness * z)}. */
  public static double[][] of(float[][] relaxed, double steepness) {
    double[][] u = new double[relaxed.length][relaxed[0].length];
    for (int i = 0; i < u.length; i++) {
      for (int bit = 0; bit < u[i].length; bit++) {
        u[i][bit] = Math.tanh(steepness * relaxed[i][bit]);
      }
    }
    return u;
  }

  /**
   * Adds {@code quantisation} times the mean of {@code (u - sign u)^2} to a loss, and turns its
   * derivatives by {@code u} into those by {@code z}.
   *
   * @param slopes the loss's derivatives by {@code u}
   * @param gradient {@code float[batch][bits]}, receives those by {@code z}
   * @return the loss with what was added
   */
  public static double quantised(
      double loss, double[][] u, double[][] slopes, double quantisation, float[][] gradient) {
    double weight = quantisation / ((double) u.length * u[0].length);
    double sum = loss;
    for (int i = 0; i < u.length; i++) {
      for (int bit = 0; bit < u[i].length; bit++) {
        double missing = u[i][bit] - (u[i][bit] > 0 ? 1 : -1);
        sum += weight * missing * missing;
        double slope = slopes[i][bit] + 2 * weight * missing;
        gradient[i][bit] = (float) (slope * (1 - u[i][bit] * u[i][bit]));
      }
    }
    return sum;
  }
}
