package hashing.join;

/**
 * What a join did.
 *
 * @param codePairs pairs of distinct codes found, equal ones with several owners among them
 * @param pairs pairs of owners found: the exact number, whether they were handed over or not
 * @param delivered pairs that the sink was given
 * @param predicted products that were foreseen
 * @param products pairs met in buckets, one met twice counting twice; for a scan the pairs compared
 * @param merged of these, different ones
 * @param compared of these, such as were compared in full
 * @param nanos time taken, planning and tables included
 */
public record JoinTotals(
    long codePairs,
    long pairs,
    long delivered,
    double predicted,
    long products,
    long merged,
    long compared,
    long nanos) {

  /** Pairs found and not handed over, as they were more than allowed. */
  public long cut() {
    return pairs - delivered;
  }

  JoinTotals delivering(long count) {
    return new JoinTotals(codePairs, pairs, count, predicted, products, merged, compared, nanos);
  }
}
