package hashing.search;

import java.io.IOException;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.QueryTimeout;
import org.apache.lucene.index.Terms;

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

  /**
   * Says to whoever moves a scorer that the search was stopped. Readers that heed a timeout
   * themselves, as OpenSearch's, know an exception that their searcher understands: they throw it
   * when terms are read. Else gives one to throw.
   */
  static SearchStoppedException stopped(SearchStoppedException stop, LeafReader reader)
      throws IOException {
    for (FieldInfo field : reader.getFieldInfos()) {
      Terms terms = field.getIndexOptions() == IndexOptions.NONE ? null : reader.terms(field.name);
      if (terms != null) {
        terms.iterator().next();
        break;
      }
    }
    return new SearchStoppedException(stop);
  }
}
