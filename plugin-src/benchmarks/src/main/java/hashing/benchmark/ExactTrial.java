package hashing.benchmark;

import hashing.join.EveryPair;
import hashing.join.JoinCodes;
import hashing.join.JoinContext;
import hashing.join.JoinStrategy;
import hashing.join.Kernel;
import hashing.join.NearestJoin;
import hashing.join.PairSums;
import hashing.join.PictureCodes;
import hashing.join.QueryBatch;
import hashing.join.RadiusJoin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Compares what joins of pictures' codes find, by every kernel and strategy, and a batch of a query
 * for each picture, with a comparison of all pairs: the number of pairs at each distance, and a sum
 * over them.
 */
final class ExactTrial {
  private static final int MAX_RADIUS = 8;
  private static final int K = 10;

  private final JoinContext context;

  ExactTrial(JoinContext context) {
    this.context = context;
  }

  /**
   * Joins that found the same; one that does not ends the run.
   *
   * @param radius -1 for the nearest
   * @param pairs found by each
   */
  private record Row(
      String part,
      String search,
      int bits,
      int codes,
      int distinct,
      int radius,
      long pairs,
      List<String> equal) {}

  /** One way to find pairs. */
  private interface Way {
    void find(PairSums found) throws IOException;
  }

  /** The ways that found the same pairs as a comparison of all. */
  private static final class Checked {
    final List<String> names = new ArrayList<>();
    final PairSums expected;
    final int most;

    Checked(PairSums expected, int most) {
      this.expected = expected;
      this.most = most;
    }

    long pairs() {
      return expected.countWithin(most);
    }

    void check(String name, int distances, Way way) throws IOException {
      long start = System.nanoTime();
      PairSums found = new PairSums(distances);
      way.find(found);
      if (!found.areThoseOf(expected, most)) {
        throw new IllegalStateException(name + " differs from a comparison of all pairs");
      }
      names.add(name);
      System.out.printf(
          Locale.ROOT, "  %s: equal, %.2f s%n", name, (System.nanoTime() - start) / 1e9);
    }
  }

  void run(List<Path> pictures, List<Integer> widths, KeptIndex indices, Report written)
      throws IOException {
    for (Path file : pictures) {
      if (!Files.isRegularFile(file)) {
        throw new IOException(
            "--pictures: no file " + file + "; Debian's package dataset-fashion-mnist has them");
      }
    }
    for (int bits : widths) {
      byte[] list = PictureCodes.read(pictures, bits);
      CodeSet set = new CodeSet("pictures-pca-sign-" + bits, bits, list, new byte[0]);
      written.data(set);
      EveryPair oracle = new EveryPair(list, bits);
      PairSums within = oracle.sums(MAX_RADIUS);
      PairSums nearest = new PairSums(bits);
      for (long key : oracle.nearest(K)) {
        nearest.add(EveryPair.left(key), EveryPair.right(key), EveryPair.distance(key));
      }
      indices.use(
          set,
          index -> {
            QueryBatch batch =
                new QueryBatch(index.searcher(), CodeIndex.FIELD, bits, null, null, context);
            try (JoinCodes codes = JoinCodes.of(bits, list, context)) {
              for (int radius = 0; radius <= MAX_RADIUS; radius++) {
                Checked checked = within(codes, batch, list, radius, within);
                add(written, codes, radius, "radius", checked);
              }
              add(written, codes, -1, "k=" + K, nearest(codes, batch, list, nearest));
            }
          });
    }
  }

  private static void add(
      Report written, JoinCodes codes, int radius, String search, Checked checked) {
    long pairs = checked.pairs();
    written.row(
        new Row(
            "exact",
            search,
            codes.bitCount(),
            codes.ownerCount(),
            codes.count(),
            radius,
            pairs,
            checked.names));
    System.out.printf(
        Locale.ROOT,
        "exact  %d bits, %s: %d pairs, equal in %d ways%n",
        codes.bitCount(),
        radius < 0 ? search : search + " " + radius,
        pairs,
        checked.names.size());
  }

  private Checked within(
      JoinCodes codes, QueryBatch batch, byte[] list, int radius, PairSums expected)
      throws IOException {
    Checked checked = new Checked(expected, radius);
    for (JoinStrategy strategy : JoinStrategy.values()) {
      for (Kernel kernel : kernels(strategy)) {
        checked.check(
            name(strategy, kernel),
            MAX_RADIUS,
            found ->
                new RadiusJoin(codes, codes, radius, context, strategy, kernel)
                    .pairs(Long.MAX_VALUE, found::add));
      }
    }
    checked.check(
        "BATCH",
        MAX_RADIUS,
        found ->
            batch.run(
                list,
                Integer.MAX_VALUE,
                radius,
                (query, document, distance) -> {
                  if (query < document) {
                    found.add(query, document, distance);
                  }
                }));
    return checked;
  }

  private static Kernel[] kernels(JoinStrategy strategy) {
    return strategy == JoinStrategy.TABLES ? Kernel.values() : new Kernel[] {Kernel.V3};
  }

  private static String name(JoinStrategy strategy, Kernel kernel) {
    return strategy == JoinStrategy.TABLES ? strategy + " " + kernel : strategy.name();
  }

  private Checked nearest(JoinCodes codes, QueryBatch batch, byte[] list, PairSums expected)
      throws IOException {
    int bits = codes.bitCount();
    Checked checked = new Checked(expected, bits);
    for (JoinStrategy strategy :
        List.of(JoinStrategy.AUTO, JoinStrategy.SCAN, JoinStrategy.TABLES)) {
      for (Kernel kernel : kernels(strategy)) {
        checked.check(
            name(strategy, kernel),
            bits,
            found ->
                new NearestJoin(codes, codes, K, bits, context, strategy, kernel).run(found::add));
      }
    }
    checked.check(
        "BATCH",
        bits,
        found -> {
          WithoutItself others = new WithoutItself(found);
          batch.run(list, K + 1, bits, others::add);
        });
    return checked;
  }

  /** Of one more than are wanted the picture itself, or else the last one, is left out. */
  private static final class WithoutItself {
    private final PairSums found;
    private int query = -1;
    private int given;

    WithoutItself(PairSums found) {
      this.found = found;
    }

    void add(int asked, int document, int distance) {
      given = asked == query ? given : 0;
      query = asked;
      if (document != asked && given < K) {
        found.add(asked, document, distance);
        given++;
      }
    }
  }
}
