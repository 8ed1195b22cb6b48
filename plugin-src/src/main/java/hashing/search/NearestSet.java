package hashing.search;

/**
 * The nearest of the documents offered, at most k; ties go to the lower document. Not thread-safe.
 */
interface NearestSet {

  /**
   * Offers a document.
   *
   * @return whether a higher document at the same distance might still enter
   */
  boolean offer(int docId, int distance);

  /** Distance of the last of k, {@link Integer#MAX_VALUE} while there are fewer. */
  int worst();

  /** The documents, nearest first: distance in the high 32 bits, document in the low ones. */
  long[] sorted();

  /** Forgets all documents. */
  void clear();

  static long encode(int docId, int distance) {
    return ((long) distance << Integer.SIZE) | docId;
  }

  static int distance(long encoded) {
    return (int) (encoded >>> Integer.SIZE);
  }

  static int docId(long encoded) {
    return (int) encoded;
  }
}
