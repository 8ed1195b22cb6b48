package hashing.join;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.lucene.tests.util.LuceneTestCase;

/**
 * Codes that lie as badly as can be: a few of them held by nearly all, one bucket that holds
 * everything, all equal. Answers stay exact; what would explode is counted, not written out.
 */
public class SkewJoinTests extends LuceneTestCase {
  private static final int COUNT = 120_000;

  private final AtomicLong held = new AtomicLong();
  private ExecutorService pool;
  private JoinContext context;

  @Override
  public void setUp() throws Exception {
    super.setUp();
    pool = Executors.newFixedThreadPool(2);
    context = new JoinContext(pool, 2, held::addAndGet, () -> {}, _ -> {});
  }

  @Override
  public void tearDown() throws Exception {
    pool.shutdown();
    assertEquals(0, held.get());
    super.tearDown();
  }

  private JoinCodes codes(long[] list) {
    ByteBuffer bytes = ByteBuffer.allocate(list.length * Long.BYTES);
    bytes.asLongBuffer().put(list);
    return JoinCodes.of(64, bytes.array(), context);
  }

  /** Nine tenths of all hold one of ten codes; the rest lies near them. */
  private static long[] dominated(Random random) {
    long[] centres = random.longs(10).toArray();
    long[] list = new long[COUNT];
    for (int i = 0; i < COUNT; i++) {
      list[i] = centres[random.nextInt(10)];
      if (random.nextInt(10) == 0) {
        for (int flips = 1 + random.nextInt(20); flips > 0; flips--) {
          list[i] ^= 1L << random.nextInt(64);
        }
      }
    }
    return list;
  }

  public void testTenCodesHoldNineTenths() throws IOException {
    Random random = new Random(random().nextLong());
    long[] list = dominated(random);
    Map<Long, Integer> owners = new HashMap<>();
    for (long code : list) {
      owners.merge(code, 1, Integer::sum);
    }
    long[] distinct = owners.keySet().stream().mapToLong(Long::longValue).toArray();
    int radius = 6;
    long expected = 0;
    for (int i = 0; i < distinct.length; i++) {
      long own = owners.get(distinct[i]);
      expected += own * (own - 1) / 2;
      for (int j = i + 1; j < distinct.length; j++) {
        if (Long.bitCount(distinct[i] ^ distinct[j]) <= radius) {
          expected += own * owners.get(distinct[j]);
        }
      }
    }
    assertTrue(expected > 500_000_000L);
    try (JoinCodes codes = codes(list)) {
      assertEquals(distinct.length, codes.count());
      for (JoinStrategy strategy : JoinStrategy.values()) {
        Set<Long> pairs = new HashSet<>();
        JoinTotals totals =
            new RadiusJoin(codes, codes, radius, context, strategy, Kernel.V3)
                .pairs(
                    10_000,
                    (a, b, d) -> {
                      assertEquals(d, Long.bitCount(list[a] ^ list[b]));
                      assertTrue(a < b && d <= radius);
                      pairs.add((long) a << Integer.SIZE | b);
                    });
        assertEquals(strategy.toString(), expected, totals.pairs());
        assertEquals(10_000, totals.delivered());
        assertEquals(10_000, pairs.size());
        assertEquals(expected - 10_000, totals.cut());
      }
      checkGroups(codes, radius);
    }
  }

  private void checkGroups(JoinCodes codes, int radius) throws IOException {
    int[] expected = new int[codes.count()];
    Arrays.fill(expected, -1);
    int[] queue = new int[codes.count()];
    for (int start = 0; start < expected.length; start++) {
      int size = 0;
      if (expected[start] < 0) {
        expected[start] = start;
        queue[size++] = start;
      }
      for (int at = 0; at < size; at++) {
        for (int other = start; other < expected.length; other++) {
          if (expected[other] < 0
              && Long.bitCount(codes.words()[queue[at]] ^ codes.words()[other]) <= radius) {
            expected[other] = start;
            queue[size++] = other;
          }
        }
      }
    }
    assertArrayEquals(expected, new RadiusJoin(codes, codes, radius, context).groups());
  }

  /** Nearly all agree in 44 bits of 64, few enough do not for these bits to be taken for useful. */
  public void testOneBucketHoldsEverything() throws IOException {
    Random random = new Random(random().nextLong());
    long[] list = new long[COUNT];
    Set<Long> distinct = new HashSet<>();
    for (int i = 0; i < COUNT; i++) {
      list[i] = random.nextLong() & (1 << 20) - 1;
      if (random.nextInt(40) == 0) {
        list[i] ^= 1L << 20 + random.nextInt(44);
      }
      distinct.add(list[i]);
    }
    long expected = 0;
    for (long code : distinct) {
      for (int bit = 0; bit < 64; bit++) {
        expected += distinct.contains(code ^ 1L << bit) ? 1 : 0;
      }
    }
    try (JoinCodes codes = codes(list)) {
      for (JoinStrategy strategy : JoinStrategy.values()) {
        long[] found = new long[2];
        RadiusJoin join = new RadiusJoin(codes, codes, 1, context, strategy, Kernel.V3);
        join.codePairs((a, b, distance) -> found[distance]++);
        assertEquals(strategy.toString(), expected / 2, found[1]);
      }
      long[] found = new long[2];
      for (int i = 0; i < 2; i++) {
        int round = i;
        JoinStrategy strategy = i == 0 ? JoinStrategy.SCAN : JoinStrategy.AUTO;
        new RadiusJoin(codes, codes, 2, context, strategy, Kernel.V3)
            .codePairs((a, b, distance) -> found[round] += 31L * a ^ b);
      }
      assertEquals(found[0], found[1]);
    }
  }

  public void testAllEqual() throws IOException {
    try (JoinCodes codes = codes(new long[COUNT])) {
      for (JoinStrategy strategy : JoinStrategy.values()) {
        RadiusJoin join = new RadiusJoin(codes, codes, 3, context, strategy, Kernel.V3);
        long[] next = {1};
        JoinTotals totals =
            join.pairs(
                1_000,
                (a, b, distance) -> {
                  assertEquals(0, a);
                  assertEquals(next[0]++, b);
                  assertEquals(0, distance);
                });
        assertEquals(COUNT * (COUNT - 1L) / 2, totals.pairs());
        assertEquals(1_000, totals.delivered());
        assertEquals(1, totals.codePairs());
        assertArrayEquals(new int[] {0}, join.groups());
      }
      int[] counts = new int[COUNT];
      new NearestJoin(codes, codes, 3, 64, context)
          .run((a, b, distance) -> {
            // The first three that are not itself.
            int place = counts[a]++;
            assertEquals(place < a ? place : place + 1, b);
          });
      assertTrue(Arrays.stream(counts).allMatch(count -> count == 3));
    }
  }
}
