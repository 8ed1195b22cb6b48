package hashing.search;

/** How one segment is searched. All give the same result. */
enum Strategy {
  /** The planner chooses. */
  AUTO,
  /** All codes, block by block. */
  SCAN,
  /** The multi-index tables; a scan where there are none, or where they turn out too dear. */
  TABLES,
  /** Documents one by one: a filter's, else all. */
  FILTER,
  /** Documents one by one, as the codes are in another format; never asked for. */
  GENERIC,
  /** Radius only: documents that another clause leads to, when it does. */
  VERIFY,
}
