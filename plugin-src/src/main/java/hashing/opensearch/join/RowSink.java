package hashing.opensearch.join;

/** Takes the rows of a join, from one thread. */
interface RowSink {

  /** Takes a row, waiting where there is no room. */
  void add(JoinRow row);

  /** All rows were given. */
  void finish(JoinReport report);

  /** No more will come, and what came is not the whole. */
  void fail(Exception cause);
}
