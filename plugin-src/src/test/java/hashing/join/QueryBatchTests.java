package hashing.join;

import com.carrotsearch.randomizedtesting.annotations.Repeat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.lucene.search.Query;
import org.apache.lucene.tests.util.LuceneTestCase;

/** Batches of queries by several threads, with and without a filter, in any format. */
public class QueryBatchTests extends LuceneTestCase {
  private static final int[] BITS = {1, 8, 63, 64, 65, 128, 200};

  private final AtomicLong held = new AtomicLong();
  private ExecutorService pool;
  private JoinContext context;

  @Override
  public void setUp() throws Exception {
    super.setUp();
    pool = Executors.newFixedThreadPool(2);
    int threads = 1 + random().nextInt(4);
    context = new JoinContext(pool, threads, held::addAndGet, () -> {}, _ -> {});
  }

  @Override
  public void tearDown() throws Exception {
    pool.shutdown();
    super.tearDown();
  }

  @Repeat(iterations = 2)
  public void testNearestOfEach() throws IOException {
    Random random = new Random(random().nextLong());
    for (int bits : BITS) {
      try (JoinIndex index = new JoinIndex(random, bits, 400, random.nextInt(4) > 0)) {
        for (boolean filtered : new boolean[] {false, true}) {
          List<byte[]> codes = JoinIndex.codes(random, bits, random.nextInt(100));
          int k = 1 + random.nextInt(20);
          int most = random.nextBoolean() ? bits : random.nextInt(bits + 1);
          TreeMap<Integer, byte[]> asked = new TreeMap<>();
          ByteArrayOutputStream list = new ByteArrayOutputStream();
          for (int i = 0; i < codes.size(); i++) {
            asked.put(i, codes.get(i));
            list.writeBytes(codes.get(i));
          }
          List<JoinOracle.Pair> found = new ArrayList<>();
          Query filter = filtered ? JoinIndex.filter() : null;
          try (JoinCodes read =
              random.nextBoolean()
                  ? null
                  : JoinCodes.of(index.searcher, JoinIndex.FIELD, bits, filter, context)) {
            JoinTotals totals =
                new QueryBatch(index.searcher, JoinIndex.FIELD, bits, filter, read, context)
                    .run(
                        list.toByteArray(),
                        k,
                        most,
                        (query, doc, distance) ->
                            found.add(new JoinOracle.Pair(query, doc, distance)));
            assertEquals(found.size(), totals.pairs());
          }
          found.sort(Comparator.comparingInt(JoinOracle.Pair::left));
          assertEquals(
              JoinOracle.nearest(asked, filtered ? index.filtered : index.codes, k, most), found);
        }
      }
      assertEquals(0, held.get());
    }
  }

  public void testNoMemory() throws IOException {
    try (JoinIndex index = new JoinIndex(new Random(1), 64, 500, true)) {
      JoinContext none =
          new JoinContext(
              Runnable::run,
              1,
              bytes -> {
                if (bytes > 0) {
                  throw new IllegalStateException("no room");
                }
              },
              () -> {},
              _ -> {});
      QueryBatch batch = new QueryBatch(index.searcher, JoinIndex.FIELD, 64, null, null, none);
      expectThrows(
          IllegalStateException.class, () -> batch.run(new byte[80], 1, 64, (q, doc, d) -> {}));
    }
  }
}
