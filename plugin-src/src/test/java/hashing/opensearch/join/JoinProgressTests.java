package hashing.opensearch.join;

import org.opensearch.test.OpenSearchTestCase;

/** What the tasks API shows of a join, step by step. */
public class JoinProgressTests extends OpenSearchTestCase {

  public void testNothingIsKnownBeforeMatching() {
    JoinStatus status = new JoinProgress().status();
    assertEquals("opening", status.phase());
    assertEquals(0, status.codesDone());
    assertEquals(-1, status.remainingMillis());
    assertEquals(-1, status.predictedProducts());
  }

  /** In random steps, some of them taken back as answers are full. */
  public void testDoneNeverFallsAndEndsAtAll() throws InterruptedException {
    JoinProgress progress = new JoinProgress();
    double products = 1e12;
    progress.matching(3, 1000, 1500, products);
    assertEquals("matching", progress.status().phase());
    assertEquals(-1, progress.status().remainingMillis());
    long before = 0;
    double matched = 0;
    int steps = 0;
    while (matched < products) {
      double step = Math.min(products - matched, products * randomDoubleBetween(0.01, 0.2, true));
      for (double share : new double[] {0.1, 0.5, 1}) {
        progress.partly(share, step, 0);
        before = assertNotLess(before, progress.status());
      }
      double kept = randomBoolean() ? step : step / 2;
      progress.matched(kept, kept / 100, 7);
      matched += kept;
      steps++;
      before = assertNotLess(before, progress.status());
      if (step < 1) {
        break;
      }
    }
    JoinStatus last = progress.status();
    assertEquals(1000, last.codesDone());
    assertEquals(0, last.remainingMillis());
    assertEquals(products / 100, last.predictedProducts(), products / 1e6);
    assertEquals(7L * steps, last.products());
  }

  /** What is foreseen of a part stands for the rest, until that is known too. */
  public void testProductsAreForeseenInProportion() {
    JoinProgress progress = new JoinProgress();
    progress.matching(2, 100, 100, 10_000);
    progress.partly(0.5, 4_000, 0);
    assertEquals(-1, progress.status().predictedProducts());
    progress.partly(0.6, 4_000, 80);
    assertEquals(200, progress.status().predictedProducts());
    progress.matched(4_000, 80, 90);
    assertEquals(200, progress.status().predictedProducts());
    assertEquals(90, progress.status().products());
    progress.partly(0.1, 6_000, 20);
    assertEquals(100, progress.status().predictedProducts());
    progress.matched(6_000, 20, 10);
    assertEquals(100, progress.status().predictedProducts());
    assertEquals(100, progress.status().products());
  }

  private static long assertNotLess(long before, JoinStatus status) {
    assertTrue(status + " after " + before, status.codesDone() >= before);
    assertTrue(status.toString(), status.codesDone() <= status.codes());
    assertTrue(status.toString(), status.remainingMillis() >= 0);
    return status.codesDone();
  }

  /** Half is done in some time, so that as much is left. */
  public void testEstimateIsInProportion() throws InterruptedException {
    JoinProgress progress = new JoinProgress();
    progress.matching(1, 100, 100, 1000);
    Thread.sleep(50);
    progress.matched(200, 0, 0);
    JoinStatus status = progress.status();
    assertEquals(20, status.codesDone());
    // Four times what has passed: the 50 ms, and what the machine took besides.
    assertTrue(status.toString(), status.remainingMillis() >= 190);
    assertTrue(status.toString(), status.remainingMillis() <= 4 * (status.elapsedMillis() + 1));
  }
}
