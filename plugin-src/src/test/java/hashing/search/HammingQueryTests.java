package hashing.search;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.lucene.tests.util.LuceneTestCase;

/**
 * Both queries, by every strategy, over random indices against a linear scan; the command {@code
 * oracle} of the benchmarks asks more of the same.
 */
public class HammingQueryTests extends LuceneTestCase {

  private static final int ROUNDS = 40;

  public void testRandomQueries() throws Exception {
    OracleCounts counts = new OracleCounts();
    ExecutorService executor = Executors.newFixedThreadPool(2);
    try {
      for (int round = 0; round < ROUNDS; round++) {
        boolean concurrent = random().nextBoolean();
        OracleRound.run(
            random().nextLong(),
            createTempDir(),
            reader -> concurrent ? OracleRound.concurrent(reader, executor) : newSearcher(reader),
            counts);
      }
    } finally {
      executor.shutdown();
      assertTrue(executor.awaitTermination(1, TimeUnit.MINUTES));
    }
    assertTrue("queries: " + counts.total(), counts.total() > 20 * ROUNDS);
    for (String strategy : new String[] {"scan", "tables", "filter", "verify"}) {
      assertTrue(strategy + " in " + counts.done(), counts.done().containsKey(strategy));
    }
  }
}
