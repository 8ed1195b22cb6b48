package hashing.benchmark;

import hashing.join.JoinCodes;
import hashing.join.JoinContext;
import hashing.join.JoinStrategy;
import hashing.join.JoinTotals;
import hashing.join.JoinWork;
import hashing.join.Kernel;
import hashing.join.RadiusJoin;
import hashing.search.HammingRadiusQuery;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.apache.lucene.search.IndexSearcher;

/** Times joins of real codes with themselves. */
final class SelfJoinTrial {
  private static final int WARM_UP_QUERIES = 20_000;

  /** How pairs are found. */
  enum Way {
    PLANNED,
    INDEX,
    BUCKETS,
    V3,
    V1,
    SCAN,
    SINGLES
  }

  private final JoinTimer timer;
  private final JoinContext context;
  private final int bits;
  private final int radius;
  private final int scanned;

  /**
   * @param scanned codes compared with all for brute force, whose time is by their share; 0 for all
   */
  SelfJoinTrial(JoinTimer timer, JoinContext context, int bits, int radius, int scanned) {
    this.timer = timer;
    this.context = context;
    this.bits = bits;
    this.radius = radius;
    this.scanned = scanned;
  }

  /**
   * One join.
   *
   * @param threads at work
   * @param share of the whole that was measured
   * @param wholeSeconds by that share
   */
  record Row(
      String part,
      String way,
      int bits,
      int codes,
      int radius,
      int threads,
      JoinTimer.Time time,
      double share,
      double wholeSeconds,
      double wholeCpuSeconds,
      JoinWork predicted,
      JoinTotals done) {}

  private void add(Report written, Row row) {
    written.row(row);
    System.out.printf(
        Locale.ROOT,
        "%-6s %-28s %d codes: %.3f s, cpu %.3f s%s%s%s%n",
        row.part(),
        row.way(),
        row.codes(),
        row.wholeSeconds(),
        row.wholeCpuSeconds(),
        row.share() < 1 ? " by a share of " + row.share() : "",
        row.predicted() == null
            ? ""
            : String.format(Locale.ROOT, ", %.4g products foreseen", row.predicted().products()),
        row.done() == null
            ? ""
            : ", " + row.done().products() + " done, " + row.done().pairs() + " pairs");
  }

  void run(CodeSet set, List<Way> ways, KeptIndex indices, Report written) throws IOException {
    written.data(set);
    try (JoinCodes codes = JoinCodes.of(bits, set.codes(), context)) {
      for (Way way : ways) {
        switch (way) {
          case PLANNED -> add(written, join("self", codes, JoinStrategy.AUTO, Kernel.V3));
          case BUCKETS -> add(written, join("self", codes, JoinStrategy.BUCKETS, Kernel.V3));
          case V3 -> add(written, join("self", codes, JoinStrategy.TABLES, Kernel.V3));
          case V1 -> add(written, join("self", codes, JoinStrategy.TABLES, Kernel.V1));
          case SCAN -> add(written, bruteForce(codes, set));
          case INDEX -> indices.use(set, index -> add(written, indexed(index.searcher())));
          case SINGLES -> indices.use(set, index -> add(written, singles(index, set)));
        }
      }
    }
  }

  private Row join(String part, JoinCodes codes, JoinStrategy strategy, Kernel kernel)
      throws IOException {
    JoinWork[] predicted = new JoinWork[1];
    JoinTotals[] totals = new JoinTotals[1];
    JoinTimer.Time time =
        timer.time(
            1,
            Math.min(3, timer.rounds()),
            () -> {
              RadiusJoin join = new RadiusJoin(codes, codes, radius, context, strategy, kernel);
              predicted[0] = join.predict();
              totals[0] = join.codePairs((a, b, distance) -> {});
            });
    String way =
        strategy == JoinStrategy.TABLES
            ? "rows merged, " + kernel
            : strategy == JoinStrategy.AUTO
                ? "as planned, " + predicted[0].strategy()
                : "bucket by bucket";
    return row(part, way, codes.count(), time, 1, predicted[0], totals[0]);
  }

  private Row row(
      String part,
      String way,
      int codes,
      JoinTimer.Time time,
      double share,
      JoinWork predicted,
      JoinTotals done) {
    return new Row(
        part,
        way,
        bits,
        codes,
        radius,
        context.threads(),
        time,
        share,
        time.seconds() / share,
        time.cpuSeconds() / share,
        predicted,
        done);
  }

  /** The codes of an index: what it takes to read them is counted in. */
  private Row indexed(IndexSearcher searcher) throws IOException {
    JoinWork[] predicted = new JoinWork[1];
    JoinTotals[] totals = new JoinTotals[1];
    JoinTimer.Time time =
        timer.time(
            1,
            Math.min(3, timer.rounds()),
            () -> {
              try (JoinCodes codes = JoinCodes.of(searcher, CodeIndex.FIELD, bits, null, context)) {
                RadiusJoin join = new RadiusJoin(codes, codes, radius, context);
                predicted[0] = join.predict();
                totals[0] = join.codePairs((a, b, distance) -> {});
              }
            });
    String way = "as planned, codes read from an index";
    return row("self", way, (int) predicted[0].rows(), time, 1, predicted[0], totals[0]);
  }

  /**
   * Some codes, at even distances, against all, which is twice their share of the pairs; or all.
   */
  private Row bruteForce(JoinCodes codes, CodeSet set) throws IOException {
    JoinTotals[] totals = new JoinTotals[1];
    String way = "every pair compared";
    if (scanned == 0) {
      RadiusJoin join = new RadiusJoin(codes, codes, radius, context, JoinStrategy.SCAN, Kernel.V3);
      JoinTimer.Time time =
          timer.time(0, 1, () -> totals[0] = join.codePairs((a, b, distance) -> {}));
      return row("self", way, codes.count(), time, 1, join.predict(), totals[0]);
    }
    int count = Math.min(scanned, set.count());
    byte[] some = new byte[count * set.byteLength()];
    for (int i = 0; i < count; i++) {
      int from = (int) ((long) i * set.count() / count) * set.byteLength();
      System.arraycopy(set.codes(), from, some, i * set.byteLength(), set.byteLength());
    }
    try (JoinCodes left = JoinCodes.of(bits, some, context)) {
      JoinTimer.Time time =
          timer.time(
              1,
              3,
              () ->
                  totals[0] =
                      new RadiusJoin(codes, left, radius, context, JoinStrategy.SCAN, Kernel.V3)
                          .codePairs((a, b, distance) -> {}));
      return row("self", way, codes.count(), time, 2.0 * count / codes.count(), null, totals[0]);
    }
  }

  /** A query for each code of the set, by as many threads as the joins have. */
  private Row singles(CodeIndex index, CodeSet set) throws IOException {
    LongAdder found = new LongAdder();
    int warmUps = Math.min(WARM_UP_QUERIES, set.count());
    for (int i = 0; i < warmUps; i++) {
      single(index.searcher(), set, (int) ((long) i * set.count() / warmUps));
    }
    AtomicInteger next = new AtomicInteger();
    JoinTimer.Time time =
        timer.time(
            0,
            1,
            () ->
                timer.each(
                    context.threads(),
                    () -> {
                      IndexSearcher own = index.searcher();
                      for (int i = next.getAndIncrement();
                          i < set.count();
                          i = next.getAndIncrement()) {
                        found.add(single(own, set, i));
                      }
                    }));
    // Each finds itself, and every pair is found from both sides.
    long pairs = (found.sum() - set.count()) / 2;
    JoinTotals totals = new JoinTotals(0, pairs, 0, 0, 0, 0, 0, 0);
    return row("self", "a query for each", set.count(), time, 1, null, totals);
  }

  private int single(IndexSearcher searcher, CodeSet set, int place) throws IOException {
    int from = place * set.byteLength();
    byte[] code = Arrays.copyOfRange(set.codes(), from, from + set.byteLength());
    HammingRadiusQuery query = new HammingRadiusQuery(CodeIndex.FIELD, bits, List.of(code), radius);
    return AllHits.of(searcher, query).count();
  }

  /** Joins of the first codes, more and more of them. */
  void grow(Path data, int[] sizes, JoinStrategy strategy, Report written) throws IOException {
    for (int size : sizes) {
      CodeSet set = CodeSets.first(data, bits, size, 0);
      written.data(set);
      try (JoinCodes codes = JoinCodes.of(bits, set.codes(), context)) {
        add(written, join("growth", codes, strategy, Kernel.V3));
      }
    }
  }
}
