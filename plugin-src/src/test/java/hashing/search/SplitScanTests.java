package hashing.search;

import hashing.index.SegmentCodes;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.search.TaskExecutor;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.tests.util.LuceneTestCase;

/** One segment's scan by several threads against the same scan by one. */
public class SplitScanTests extends LuceneTestCase {

  public void testThreadsFindWhatOneFinds() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(3);
    try (CodeCorpus corpus =
        new CodeCorpus(
            new Random(random().nextLong()),
            new ByteBuffersDirectory(),
            64,
            8_000,
            CodeCorpus.codec(10_000))) {
      for (var leaf : corpus.reader.leaves()) {
        LeafCodes codes = LeafCodes.of(leaf.reader(), "code");
        for (int round = 0; codes != null && round < 20; round++) {
          List<byte[]> given = corpus.query();
          QueryCodes query = new QueryCodes("code", corpus.bitCount, given);
          int k = 1 + random().nextInt(50);
          long[] one = scan(codes.fast(), leaf.reader(), query, k, new TaskExecutor(Runnable::run));
          long[] several = scan(codes.fast(), leaf.reader(), query, k, new TaskExecutor(pool));
          assertArrayEquals(one, several);
        }
      }
    } finally {
      pool.shutdown();
      assertTrue(pool.awaitTermination(1, TimeUnit.MINUTES));
    }
  }

  private static long[] scan(
      SegmentCodes codes, LeafReader reader, QueryCodes query, int k, TaskExecutor executor)
      throws IOException {
    AtomicInteger bound = new AtomicInteger(codes.byteLength() * Byte.SIZE);
    SearchTrace.Leaf trace = new SearchTrace.Leaf();
    long[] keys =
        SplitScan.run(
            codes,
            query,
            () -> new NearestHits(k, bound, reader.getLiveDocs(), null, new StopCheck(null)),
            executor,
            3,
            1,
            trace);
    assertEquals("every code is read once", codes.ordinalCount(), trace.verified);
    Arrays.sort(keys);
    return Arrays.copyOf(keys, Math.min(k, keys.length));
  }
}
