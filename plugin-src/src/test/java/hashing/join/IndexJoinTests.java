package hashing.join;

import com.carrotsearch.randomizedtesting.annotations.Repeat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.lucene.tests.util.LuceneTestCase;

/** Joins of whole indices with deletes, filters, equal codes and several segments. */
public class IndexJoinTests extends LuceneTestCase {
  private static final int[] BITS = {1, 8, 12, 63, 64, 65, 128, 200};

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

  private static JoinStrategy strategy(Random random) {
    return JoinStrategy.values()[random.nextInt(JoinStrategy.values().length)];
  }

  private static Kernel kernel(Random random) {
    return Kernel.values()[random.nextInt(Kernel.values().length)];
  }

  @Repeat(iterations = 2)
  public void testPairsOfOneIndex() throws IOException {
    Random random = new Random(random().nextLong());
    for (int bits : BITS) {
      try (JoinIndex index = new JoinIndex(random, bits, 300, random.nextInt(4) > 0);
          JoinCodes codes = JoinCodes.of(index.searcher, JoinIndex.FIELD, bits, null, context)) {
        int radius = random.nextInt(Math.min(bits, 12) + 1);
        List<JoinOracle.Pair> expected = JoinOracle.pairs(index.codes, index.codes, radius);
        List<JoinOracle.Pair> found = new ArrayList<>();
        JoinTotals totals =
            new RadiusJoin(codes, codes, radius, context, strategy(random), kernel(random))
                .pairs(Long.MAX_VALUE, (a, b, d) -> found.add(new JoinOracle.Pair(a, b, d)));
        assertEquals(sorted(expected), sorted(found));
        assertEquals(expected.size(), totals.pairs());
        assertEquals(0, totals.cut());
        assertEquals(index.codes.size(), codes.ownerCount());
      }
      assertEquals(0, held.get());
    }
  }

  @Repeat(iterations = 2)
  public void testPairsOfTwoIndices() throws IOException {
    Random random = new Random(random().nextLong());
    for (int bits : BITS) {
      try (JoinIndex one = new JoinIndex(random, bits, 200, true);
          JoinIndex other = new JoinIndex(random, bits, 300, true);
          JoinCodes left =
              JoinCodes.of(one.searcher, JoinIndex.FIELD, bits, JoinIndex.filter(), context);
          JoinCodes right = JoinCodes.of(other.searcher, JoinIndex.FIELD, bits, null, context)) {
        int radius = random.nextInt(bits + 1);
        List<JoinOracle.Pair> expected = JoinOracle.pairs(one.filtered, other.codes, radius);
        List<JoinOracle.Pair> found = new ArrayList<>();
        long most = random.nextInt(expected.size() + 10);
        JoinTotals totals =
            new RadiusJoin(left, right, radius, context, strategy(random), kernel(random))
                .pairs(most, (a, b, d) -> found.add(new JoinOracle.Pair(a, b, d)));
        assertTrue(expected.containsAll(found));
        assertEquals(Math.min(most, expected.size()), found.size());
        assertEquals(expected.size(), totals.pairs());
        assertEquals(expected.size() - found.size(), totals.cut());
      }
      assertEquals(0, held.get());
    }
  }

  @Repeat(iterations = 2)
  public void testNearest() throws IOException {
    Random random = new Random(random().nextLong());
    for (int bits : BITS) {
      int k = 1 + random.nextInt(20);
      int most = random.nextBoolean() ? bits : random.nextInt(bits + 1);
      try (JoinIndex one = new JoinIndex(random, bits, 200, true);
          JoinIndex other = new JoinIndex(random, bits, 300, true);
          JoinCodes left =
              JoinCodes.of(one.searcher, JoinIndex.FIELD, bits, JoinIndex.filter(), context);
          JoinCodes right = JoinCodes.of(other.searcher, JoinIndex.FIELD, bits, null, context)) {
        assertEquals(
            JoinOracle.nearest(one.filtered, other.codes, k, most),
            nearest(
                new NearestJoin(left, right, k, most, context, strategy(random), kernel(random))));
        assertEquals(
            JoinOracle.nearest(other.codes, other.codes, k, most),
            nearest(
                new NearestJoin(right, right, k, most, context, strategy(random), kernel(random))));
      }
      assertEquals(0, held.get());
    }
  }

  private static List<JoinOracle.Pair> nearest(NearestJoin join) throws IOException {
    List<JoinOracle.Pair> found = new ArrayList<>();
    join.run((a, b, d) -> found.add(new JoinOracle.Pair(a, b, d)));
    // Neighbours of one owner come in order; owners by code.
    found.sort(Comparator.comparingInt(JoinOracle.Pair::left));
    return found;
  }

  private static List<JoinOracle.Pair> sorted(List<JoinOracle.Pair> pairs) {
    List<JoinOracle.Pair> sorted = new ArrayList<>(pairs);
    sorted.sort(
        Comparator.comparingInt(JoinOracle.Pair::left).thenComparingInt(JoinOracle.Pair::right));
    return sorted;
  }

  public void testWrongFieldLength() throws IOException {
    try (JoinIndex index = new JoinIndex(new Random(1), 64, 50, true)) {
      IllegalArgumentException refused =
          expectThrows(
              IllegalArgumentException.class,
              () -> JoinCodes.of(index.searcher, JoinIndex.FIELD, 128, null, context));
      assertEquals(
          "join of field [code]: codes of 16 bytes are wanted, found 8", refused.getMessage());
      try (JoinCodes none = JoinCodes.of(index.searcher, "other", 64, null, context)) {
        assertEquals(0, none.count());
      }
    }
    assertEquals(0, held.get());
  }

  public void testNoMemory() throws IOException {
    try (JoinIndex index = new JoinIndex(new Random(1), 64, 500, true)) {
      AtomicLong taken = new AtomicLong();
      JoinContext small =
          new JoinContext(
              Runnable::run,
              1,
              bytes -> {
                if (taken.get() + bytes > 3000) {
                  throw new IllegalStateException("no room");
                }
                taken.addAndGet(bytes);
              },
              () -> {},
              _ -> {});
      expectThrows(
          IllegalStateException.class,
          () -> JoinCodes.of(index.searcher, JoinIndex.FIELD, 64, null, small));
      assertEquals(0, taken.get());
    }
  }
}
