package hashing.search;

/**
 * A Hamming search ended before it was complete, as the searcher's timeout told it to; there is no
 * result.
 *
 * <p>Users rarely see it. A query that was stopped hands out scorers that throw it once they are
 * moved, and never an incomplete result. Before it moves a scorer, a searcher asks its timeout
 * itself, which still says stop: Lucene's own then reports a partial result, OpenSearch's {@code
 * timed_out} or that the task was cancelled. Where a scorer is moved without that question, a
 * reader that heeds the timeout is read first, so that its own exception comes before this one.
 */
public final class SearchStoppedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  SearchStoppedException(Throwable cause) {
    super("the search was stopped by its timeout or by cancellation", cause);
  }
}
