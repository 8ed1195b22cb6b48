package hashing.join;

/** How pairs are found. */
public enum JoinStrategy {
  /** Whatever is expected to cost less. */
  AUTO,
  /** Every pair compared. */
  SCAN,
  /** Buckets multiplied. */
  TABLES
}
