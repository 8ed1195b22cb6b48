package hashing.demo;

/**
 * How well codes retrieve: every document is a query against all others, a document counting as
 * right where it has the query's label. Documents of one distance have no order, so that the mean
 * over all their orders is taken.
 *
 * <p>Source: McSherry, Najork, "Computing Information Retrieval Performance Measures Efficiently in
 * the Presence of Tied Scores", ECIR 2008, section 2.
 */
final class Retrieval {

  private final double[] averagePrecision;
  private final double[] precision;
  private final DemoData data;

  /**
   * @param k how far the precision looks
   */
  Retrieval(BruteForce codes, DemoData data, int k) {
    int size = codes.codes().length;
    this.data = data;
    averagePrecision = new double[size];
    precision = new double[size];
    double[] harmonic = new double[size + 1];
    for (int i = 1; i <= size; i++) {
      harmonic[i] = harmonic[i - 1] + 1.0 / i;
    }
    int bits = codes.codes()[0].length * Byte.SIZE;
    for (int query = 0; query < size; query++) {
      int[] all = new int[bits + 1];
      int[] right = new int[bits + 1];
      String label = data.label(query);
      for (int id = 0; id < size; id++) {
        if (id != query) {
          int distance = codes.distance(query, id);
          all[distance]++;
          right[distance] += data.label(id).equals(label) ? 1 : 0;
        }
      }
      averagePrecision[query] = averagePrecision(all, right, harmonic);
      precision[query] = precision(all, right, k);
    }
  }

  /** Mean average precision of all documents. */
  double meanAveragePrecision() {
    double sum = 0;
    for (double value : averagePrecision) {
      sum += value;
    }
    return sum / averagePrecision.length;
  }

  /** Mean precision at k of the documents of a label; of all where it is null. */
  double precision(String label) {
    double sum = 0;
    int count = 0;
    for (int id = 0; id < precision.length; id++) {
      if (label == null || data.label(id).equals(label)) {
        sum += precision[id];
        count++;
      }
    }
    return sum / count;
  }

  /**
   * @param all documents at each distance
   * @param right those of them that have the query's label
   */
  static double precision(int[] all, int[] right, int k) {
    double found = 0;
    int left = k;
    for (int distance = 0; distance < all.length && left > 0; distance++) {
      int taken = Math.min(left, all[distance]);
      found += taken == 0 ? 0 : (double) taken * right[distance] / all[distance];
      left -= taken;
    }
    return found / k;
  }

  /** The sum over ranks in a group of ties, in closed form by harmonic numbers. */
  static double averagePrecision(int[] all, int[] right, double[] harmonic) {
    double precision = 0;
    int before = 0;
    int rightBefore = 0;
    for (int distance = 0; distance < all.length; distance++) {
      int n = all[distance];
      int r = right[distance];
      if (r > 0) {
        double share = (double) r / n;
        double step = n == 1 ? 0 : (r - 1.0) / (n - 1.0);
        double start = rightBefore + 1 - step * (before + 1);
        precision += share * (step * n + start * (harmonic[before + n] - harmonic[before]));
      }
      before += n;
      rightBefore += r;
    }
    return rightBefore == 0 ? 0 : precision / rightBefore;
  }
}
