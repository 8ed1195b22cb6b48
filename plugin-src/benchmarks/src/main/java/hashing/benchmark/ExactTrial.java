package hashing.benchmark;

import hashing.join.EveryPair;
import hashing.join.JoinCodes;
import hashing.join.JoinContext;
import hashing.join.JoinStrategy;
import hashing.join.Kernel;
import hashing.join.NearestJoin;
import hashing.join.PictureCodes;
import hashing.join.RadiusJoin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Compares what joins of pictures' codes find, by every kernel, with a comparison of all pairs. */
final class ExactTrial {
  private static final int MAX_RADIUS = 8;
  private static final int K = 10;

  private final JoinContext context;

  ExactTrial(JoinContext context) {
    this.context = context;
  }

  /** Joins that found the same; one that does not ends the run. */
  private record Row(
      String part,
      int bits,
      int codes,
      int distinct,
      long pairsWithin8,
      int joins,
      String result) {}

  void run(List<Path> pictures, Report written) throws IOException {
    for (int bits : new int[] {64, 128}) {
      byte[] list = PictureCodes.read(pictures, bits);
      written.data(new CodeSet("pictures-pca-sign-" + bits, bits, list, new byte[0]));
      EveryPair oracle = new EveryPair(list, bits);
      long[] within = oracle.within(MAX_RADIUS);
      long[] nearest = oracle.nearest(K);
      int joins = 0;
      try (JoinCodes codes = JoinCodes.of(bits, list, context)) {
        for (int radius = 0; radius <= MAX_RADIUS; radius++) {
          int most = radius;
          long[] expected =
              Arrays.stream(within).filter(key -> EveryPair.distance(key) <= most).toArray();
          for (Kernel kernel : Kernel.values()) {
            check(codes, radius, JoinStrategy.TABLES, kernel, expected);
            joins++;
          }
          check(codes, radius, JoinStrategy.SCAN, Kernel.V3, expected);
          check(codes, radius, JoinStrategy.BUCKETS, Kernel.V3, expected);
          check(codes, radius, JoinStrategy.AUTO, Kernel.V3, expected);
          joins += 3;
        }
        for (Kernel kernel : Kernel.values()) {
          checkNearest(codes, JoinStrategy.TABLES, kernel, nearest);
          joins++;
        }
        checkNearest(codes, JoinStrategy.SCAN, Kernel.V3, nearest);
        checkNearest(codes, JoinStrategy.AUTO, Kernel.V3, nearest);
        joins += 2;
        Row row =
            new Row(
                "exact", bits, codes.ownerCount(), codes.count(), within.length, joins, "equal");
        written.row(row);
        System.out.println(row);
      }
    }
  }

  private void check(
      JoinCodes codes, int radius, JoinStrategy strategy, Kernel kernel, long[] expected)
      throws IOException {
    long[] found = new long[expected.length];
    int[] size = new int[1];
    new RadiusJoin(codes, codes, radius, context, strategy, kernel)
        .pairs(Long.MAX_VALUE, (a, b, d) -> found[size[0]++] = EveryPair.key(a, b, d));
    same(found, expected, strategy + " " + kernel + " within " + radius);
  }

  private void checkNearest(JoinCodes codes, JoinStrategy strategy, Kernel kernel, long[] expected)
      throws IOException {
    long[] found = new long[expected.length];
    int[] size = new int[1];
    new NearestJoin(codes, codes, K, codes.bitCount(), context, strategy, kernel)
        .run((a, b, d) -> found[size[0]++] = EveryPair.key(a, b, d));
    same(found, expected, strategy + " " + kernel + " nearest");
  }

  private static void same(long[] found, long[] expected, String what) {
    Arrays.sort(found);
    if (!Arrays.equals(found, expected)) {
      throw new IllegalStateException(what + " differs from a comparison of all pairs");
    }
  }
}
