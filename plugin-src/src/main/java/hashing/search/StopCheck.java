package hashing.search;

import org.apache.lucene.index.QueryTimeout;

/** Asks a searcher's timeout from time to time whether to go on. Not thread-safe. */
final class StopCheck {

  /** Codes between two questions: some microseconds of a scan, a millisecond of probes. */
  private static final int INTERVAL = 1 << 14;

  private final QueryTimeout timeout;
  private int left;

  /**
   * @param timeout may be null: never stop
   */
  StopCheck(QueryTimeout timeout) {
    this.timeout = timeout;
  }

  /**
   * Counts work done, in codes.
   *
   * @throws SearchStoppedException if the search shall stop
   */
  void tick(int codes) {
    left -= codes;
    if (left < 0) {
      left = INTERVAL;
      if (timeout != null && timeout.shouldExit()) {
        throw new SearchStoppedException(null);
      }
    }
  }

  /** Whether an exception comes of a search that shall stop. */
  static boolean isStop(RuntimeException e, QueryTimeout timeout) {
    return e instanceof SearchStoppedException || (timeout != null && timeout.shouldExit());
  }
}
