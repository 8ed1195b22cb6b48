package hashing.join;

/**
 * What a join is expected to cost, asked before it is run.
 *
 * @param strategy the one chosen: not {@link JoinStrategy#AUTO}
 * @param rows distinct codes gone through, of the larger side where it may be chosen
 * @param products pairs met in buckets, one met twice counting twice; for a scan the pairs compared
 * @param pairs of distinct codes that a comparison of every pair would compare
 * @param nanos estimated time on one thread
 */
public record JoinWork(
    JoinStrategy strategy, long rows, double products, double pairs, double nanos) {

  /** Products for each row. */
  public double productsPerRow() {
    return rows == 0 ? 0 : products / rows;
  }
}
