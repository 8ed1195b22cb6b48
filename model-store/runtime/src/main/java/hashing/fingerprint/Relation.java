package hashing.fingerprint;

/** What two encoders have to do with one another. */
public enum Relation {
  /** The same bits: codes of one may be searched for among codes of the other. */
  INTERCHANGEABLE,

  /**
   * The same bits in another order, or turned over: distances within either are the same, but codes
   * of both must not meet in one field.
   */
  ISOMETRIC,

  /** Neither. */
  DIFFERENT
}
