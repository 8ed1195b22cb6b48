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
  private double products;
  private double productsDone;
  private double partlyDone;
  private double shown;
  private long pairs;
  private long rows;

  /**
   * All shards are open.
   *
   * @param codes distinct ones of the left side
   * @param documents of the left side
   * @param products pairs of codes that a comparison of each with each has
   */
  synchronized void matching(int openShards, long codes, long documents, double products) {
    phase = "matching";
    matchingSince = System.nanoTime();
    shards = openShards;
    this.codes = codes;
    this.documents = documents;
    this.products = products;
  }

  /** Codes of the left side were matched, so that these products are done. */
  synchronized void matched(double moreProducts) {
    productsDone += moreProducts;
    partlyDone = 0;
  }

  /** So many of the products that are being worked on are done. */
  synchronized void partly(double someProducts) {
    partlyDone = Math.max(partlyDone, someProducts);
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
    double done = products == 0 ? 0 : Math.min(1, (productsDone + partlyDone) / products);
    long now = System.nanoTime();
    shown = Math.max(shown, done);
    double left = done == 0 ? -1 : (now - matchingSince) * (1 - done) / done;
    return new JoinStatus(
        phase,
        shards,
        documents,
        codes,
        Math.round(shown * codes),
        Math.round(products),
        pairs,
        rows,
        (now - start) / 1_000_000,
        left < 0 ? -1 : Math.round(left / 1e6));
  }
}
