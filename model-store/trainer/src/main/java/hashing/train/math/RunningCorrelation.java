package hashing.train.math;

/**
 * Running averages, over batches, of how columns correlate: each batch moves them by a share of the
 * way. Cost of a batch: {@code rows * columns^2 / 2}. Not thread-safe.
 */
public final class RunningCorrelation {

  private final double rate;
  private final double[][] correlation;

  /**
   * All are 0.
   *
   * @param rate share of a batch in the averages, above 0, at most 1
   */
  public RunningCorrelation(int columns, double rate) {
    this.rate = rate;
    correlation = new double[columns][columns];
  }

  /** Of two columns, -1 to 1; of one with itself, 0. */
  public double of(int a, int b) {
    return correlation[a][b];
  }

  /**
   * Looks at a batch; columns that do not vary in it count as not correlated.
   *
   * @param batch {@code double[rows][columns]}
   */
  public void observe(double[][] batch) {
    int columns = correlation.length;
    double[] mean = new double[columns];
    double[][] products = new double[columns][columns];
    for (double[] row : batch) {
      for (int a = 0; a < columns; a++) {
        mean[a] += row[a] / batch.length;
        for (int b = 0; b <= a; b++) {
          products[a][b] += row[a] * row[b] / batch.length;
        }
      }
    }
    for (int a = 0; a < columns; a++) {
      for (int b = 0; b < a; b++) {
        double covariance = products[a][b] - mean[a] * mean[b];
        double variances =
            (products[a][a] - mean[a] * mean[a]) * (products[b][b] - mean[b] * mean[b]);
        double now = variances > 1e-12 ? covariance / Math.sqrt(variances) : 0;
        correlation[a][b] += rate * (now - correlation[a][b]);
        correlation[b][a] = correlation[a][b];
      }
    }
  }
}
