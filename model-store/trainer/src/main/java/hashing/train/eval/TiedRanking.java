package hashing.train.eval;

/**
 * Expected figures of one query's ranking, where items of one distance come in any order with the
 * same chance.
 *
 * <p>A group is the items of one distance: {@code n} of them, {@code k} relevant, behind {@code N}
 * items of which {@code R} are relevant. The i-th of the group, from 1, is relevant with chance
 * {@code k / n}, and the items before it then hold {@code R + (i - 1)(k - 1) / (n - 1)} relevant
 * ones on average. Sums over {@code i} come from a table of harmonic numbers, so that a query costs
 * one step a distance. Figures at a cut-off are exact as well. Not thread-safe.
 *
 * <p>Source: McSherry, Najork, "Computing Information Retrieval Performance Measures Efficiently in
 * the Presence of Tied Scores", ECIR 2008.
 */
final class TiedRanking {

  private final double[] harmonic;
  private final double[] logFactorial;

  /**
   * For rankings of at most so many items.
   *
   * <p>Memory: 16 bytes an item.
   */
  TiedRanking(int items) {
    harmonic = new double[items + 1];
    logFactorial = new double[items + 1];
    for (int i = 1; i <= items; i++) {
      harmonic[i] = harmonic[i - 1] + 1.0 / i;
      logFactorial[i] = logFactorial[i - 1] + Math.log(i);
    }
  }

  /**
   * Sum over the first {@code cutoff} places of the precision at each relevant one. Divided by the
   * relevant items of the database it is the average precision; divided by the smaller of those and
   * the cut-off, that of information retrieval.
   *
   * @param all items at each distance
   * @param relevant the relevant ones among them
   */
  double precisionSum(int[] all, int[] relevant, int cutoff) {
    double sum = 0;
    int before = 0;
    int relevantBefore = 0;
    for (int distance = 0; distance < all.length && before < cutoff; distance++) {
      int taken = Math.min(all[distance], cutoff - before);
      sum += groupSum(all[distance], relevant[distance], taken, before, relevantBefore);
      before += taken;
      relevantBefore += relevant[distance];
    }
    return sum;
  }

  /**
   * Average precision of the first {@code cutoff} places divided by the relevant items inside them,
   * 0 where there are none: the convention of papers on hashing.
   */
  double averagePrecisionInside(int[] all, int[] relevant, int cutoff) {
    double sum = 0;
    int before = 0;
    int relevantBefore = 0;
    for (int distance = 0; distance < all.length && before < cutoff; distance++) {
      int size = all[distance];
      int taken = Math.min(size, cutoff - before);
      if (taken < size) {
        return cutGroup(size, relevant[distance], taken, before, relevantBefore, sum);
      }
      sum += groupSum(size, relevant[distance], taken, before, relevantBefore);
      before += taken;
      relevantBefore += relevant[distance];
    }
    return relevantBefore == 0 ? 0 : sum / relevantBefore;
  }

  /** Expected number of relevant items in the first {@code cutoff} places. */
  double relevantInside(int[] all, int[] relevant, int cutoff) {
    double inside = 0;
    int before = 0;
    for (int distance = 0; distance < all.length && before < cutoff; distance++) {
      int taken = Math.min(all[distance], cutoff - before);
      if (taken > 0) {
        inside += (double) relevant[distance] * taken / all[distance];
      }
      before += taken;
    }
    return inside;
  }

  /** The first {@code taken} places of a group. */
  private double groupSum(int size, int relevant, int taken, int before, int relevantBefore) {
    if (taken == 0 || relevant == 0) {
      return 0;
    }
    double slope = size > 1 ? (relevant - 1.0) / (size - 1) : 0;
    return placesSum((double) relevant / size, slope, taken, before, relevantBefore);
  }

  /** Sum over i = 1..taken of chance * (R + 1 + (i - 1) slope) / (N + i). */
  private double placesSum(double chance, double slope, int taken, int before, int relevantBefore) {
    double inverse = harmonic[before + taken] - harmonic[before];
    double rising = taken - (before + 1) * inverse;
    return chance * ((relevantBefore + 1) * inverse + slope * rising);
  }

  /**
   * The group that the cut-off divides: for each number of relevant items that may fall inside, its
   * hypergeometric chance times the average precision that it leads to.
   */
  private double cutGroup(
      int size, int relevant, int taken, int before, int relevantBefore, double sumBefore) {
    double expected = 0;
    int least = Math.max(0, taken - (size - relevant));
    for (int inside = least; inside <= Math.min(taken, relevant); inside++) {
      if (relevantBefore + inside == 0) {
        continue;
      }
      double chance =
          Math.exp(
              logChoose(relevant, inside)
                  + logChoose(size - relevant, taken - inside)
                  - logChoose(size, taken));
      double sum = groupSum(taken, inside, taken, before, relevantBefore);
      expected += chance * (sumBefore + sum) / (relevantBefore + inside);
    }
    return expected;
  }

  private double logChoose(int n, int k) {
    return logFactorial[n] - logFactorial[k] - logFactorial[n - k];
  }
}
