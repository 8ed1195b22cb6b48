package hashing.join;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.lucene.tests.util.LuceneTestCase;

/** Joins of codes of the 10,000 test pictures of Fashion-MNIST, by every kernel. */
public class PictureJoinTests extends LuceneTestCase {
  private static final Path PICTURES =
      Path.of("../yaml-rest-tests/src/main/data/fashion-mnist/t10k-images-idx3-ubyte.gz");
  private static final int K = 10;

  private static ExecutorService pool;
  private static JoinContext context;

  /** Bits of a code. */
  private static int bits;

  @Override
  public void setUp() throws Exception {
    super.setUp();
    pool = Executors.newFixedThreadPool(2);
    context = new JoinContext(pool, 2, _ -> {}, () -> {}, _ -> {});
  }

  @Override
  public void tearDown() throws Exception {
    pool.shutdown();
    super.tearDown();
  }

  public void test64Bits() throws IOException {
    check(64);
  }

  public void test128Bits() throws IOException {
    check(128);
  }

  private static void check(int bitCount) throws IOException {
    bits = bitCount;
    byte[] list = PictureCodes.read(List.of(PICTURES), bits);
    EveryPair oracle = new EveryPair(list, bits);
    try (JoinCodes codes = JoinCodes.of(bits, list, context)) {
      for (int radius = 0; radius <= 8; radius++) {
        long[] expected = oracle.within(radius);
        for (Kernel kernel : radius % 4 == 0 ? Kernel.values() : new Kernel[] {Kernel.V3}) {
          within(codes, radius, JoinStrategy.TABLES, kernel, expected);
        }
        within(codes, radius, JoinStrategy.SCAN, Kernel.V3, expected);
        within(codes, radius, JoinStrategy.BUCKETS, Kernel.V3, expected);
        within(codes, radius, JoinStrategy.AUTO, Kernel.V3, expected);
      }
      long[] expected = oracle.nearest(K);
      for (Kernel kernel : new Kernel[] {Kernel.V1, Kernel.V2, Kernel.V3, Kernel.SORT}) {
        nearest(codes, JoinStrategy.TABLES, kernel, expected);
      }
      nearest(codes, JoinStrategy.SCAN, Kernel.V3, expected);
      nearest(codes, JoinStrategy.AUTO, Kernel.V3, expected);
    }
  }

  private static void within(
      JoinCodes codes, int radius, JoinStrategy strategy, Kernel kernel, long[] expected)
      throws IOException {
    long[] found = new long[expected.length];
    int[] size = new int[1];
    JoinTotals totals =
        new RadiusJoin(codes, codes, radius, context, strategy, kernel)
            .pairs(Long.MAX_VALUE, (a, b, d) -> found[size[0]++] = EveryPair.key(a, b, d));
    Arrays.sort(found);
    assertArrayEquals(strategy + " " + kernel + " " + radius, expected, found);
    assertEquals(expected.length, totals.pairs());
  }

  private static void nearest(
      JoinCodes codes, JoinStrategy strategy, Kernel kernel, long[] expected) throws IOException {
    long[] found = new long[expected.length];
    int[] size = new int[1];
    new NearestJoin(codes, codes, K, bits, context, strategy, kernel)
        .run((a, b, d) -> found[size[0]++] = EveryPair.key(a, b, d));
    Arrays.sort(found);
    assertArrayEquals(strategy + " " + kernel, expected, found);
  }
}
