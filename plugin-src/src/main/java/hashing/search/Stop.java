package hashing.search;

import org.apache.lucene.index.QueryTimeout;
import org.apache.lucene.search.IndexSearcher;

/**
 * Asks, every so many steps, whether the search must end. A search that must ends where it is: the
 * searcher asks the same timeout before it collects anything from what was found, and then reports
 * the search as timed out or cancelled. Not thread-safe.
 */
final class Stop {

  /** Steps between two questions, each of which reads a clock. */
  private static final int INTERVAL = 1024;

  private final QueryTimeout timeout;
  private int steps;
  private boolean stopped;

  Stop(IndexSearcher searcher) {
    this(searcher.getTimeout());
  }

  Stop(QueryTimeout timeout) {
    this.timeout = timeout;
  }

  /** Whether to end; {@code count} steps were taken since the last call. */
  boolean after(int count) {
    steps += count;
    if (steps >= INTERVAL && timeout != null && !stopped) {
      steps = 0;
      stopped = timeout.shouldExit();
    }
    return stopped;
  }

  /** Whether the search was ended early. */
  boolean stopped() {
    return stopped;
  }
}
