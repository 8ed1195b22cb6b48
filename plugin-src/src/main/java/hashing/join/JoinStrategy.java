package hashing.join;

/** How pairs are found. */
public enum JoinStrategy {
  /** Whatever is expected to cost less. */
  AUTO,
  /** Every pair compared. */
  SCAN,
  /** Rows of the product merged, what is left compared. */
  TABLES,
  /** The codes of each bucket compared with one another; a set with itself only. */
  BUCKETS
}
