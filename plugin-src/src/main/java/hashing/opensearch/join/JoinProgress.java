package hashing.opensearch.join;

/**
 * How far a join is. One thread writes, any thread reads. What is done never falls, even where an
 * answer was full and fewer codes were matched than were tried; the estimate of the time left is of
 * what was really matched.
 */
final class JoinProgress {
  private final long start = System.nanoTime();
  private String phase = "opening";
  private long matchingSince = start;
  private int shards;
  private long documents;
  private long codes;

  /** Pairs of codes that a comparison of each with each has: how far the join is goes by these. */
  private double comparisons;

  private double comparisonsDone;
  private double partlyDone;

  /** Products that were foreseen so far, and of how many comparisons. */
  private double predicted;

  private double partlyPredicted;
  private double partlyCompared;
  private long products;
  private double shown;
  private long pairs;
  private long rows;

  /**
   * All shards are open.
   *
   * @param codes distinct ones of the left side
   * @param documents of the left side
   * @param comparisons pairs of codes that a comparison of each with each has
   */
  synchronized void matching(int openShards, long codes, long documents, double comparisons) {
    phase = "matching";
    matchingSince = System.nanoTime();
    shards = openShards;
    this.codes = codes;
    this.documents = documents;
    this.comparisons = comparisons;
  }

  /**
   * Codes of the left side were matched.
   *
   * @param moreComparisons that are done so
   * @param morePredicted products that were foreseen of these
   * @param moreProducts that there really were
   */
  synchronized void matched(double moreComparisons, double morePredicted, long moreProducts) {
    comparisonsDone += moreComparisons;
    predicted += morePredicted;
    products += moreProducts;
    partlyDone = 0;
    partlyPredicted = 0;
    partlyCompared = 0;
  }

  /**
   * Codes are being matched.
   *
   * @param share that is done
   * @param someComparisons of all of them
   * @param somePredicted products foreseen of all of them, 0 where that is not known
   */
  synchronized void partly(double share, double someComparisons, double somePredicted) {
    partlyDone = Math.max(partlyDone, share * someComparisons);
    if (somePredicted > 0) {
      partlyPredicted = somePredicted;
      partlyCompared = someComparisons;
    }
  }

  /** Products of the whole join, in proportion to those foreseen so far; -1 where none are. */
  private long predictedProducts() {
    double of = comparisonsDone + partlyCompared;
    return of == 0 ? -1 : Math.round((predicted + partlyPredicted) / of * comparisons);
  }

  synchronized void writing() {
    phase = "writing";
  }

  synchronized void found(long morePairs) {
    pairs += morePairs;
  }

  synchronized void row() {
    rows++;
  }

  synchronized JoinStatus status() {
    double done = comparisons == 0 ? 0 : Math.min(1, (comparisonsDone + partlyDone) / comparisons);
    long now = System.nanoTime();
    shown = Math.max(shown, done);
    double left = done == 0 ? -1 : (now - matchingSince) * (1 - done) / done;
    return new JoinStatus(
        phase,
        shards,
        documents,
        codes,
        Math.round(shown * codes),
        predictedProducts(),
        products,
        pairs,
        rows,
        (now - start) / 1_000_000,
        left < 0 ? -1 : Math.round(left / 1e6));
  }
}
