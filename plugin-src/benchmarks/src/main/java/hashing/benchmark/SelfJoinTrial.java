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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.util.IOUtils;

/** Times joins of real codes with themselves. */
final class SelfJoinTrial {
  /** Codes compared with all, where comparing all takes minutes. */
  private static final int SCANNED = 4_096;

  private static final int WARM_UP_QUERIES = 2_000;

  /** How pairs are found. */
  enum Way {
    PLANNED,
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

  SelfJoinTrial(JoinTimer timer, JoinContext context, int bits, int radius) {
    this.timer = timer;
    this.context = context;
    this.bits = bits;
    this.radius = radius;
  }

  /**
   * One join.
   *
   * @param share of the whole that was measured
   * @param wholeSeconds by that share
   */
  record Row(
      String part,
      String way,
      int bits,
      int codes,
      int radius,
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

  void run(CodeSet set, List<Way> ways, Path work, Report written) throws IOException {
    written.data(set);
    try (JoinCodes codes = JoinCodes.of(bits, set.codes(), context)) {
      for (Way way : ways) {
        switch (way) {
          case PLANNED -> add(written, join("self", codes, JoinStrategy.AUTO, Kernel.V3));
          case BUCKETS -> add(written, join("self", codes, JoinStrategy.BUCKETS, Kernel.V3));
          case V3 -> add(written, join("self", codes, JoinStrategy.TABLES, Kernel.V3));
          case V1 -> add(written, join("self", codes, JoinStrategy.TABLES, Kernel.V1));
          case SCAN -> add(written, bruteForce(codes, set));
          case SINGLES -> {
            IOUtils.rm(work);
            try (CodeIndex index = CodeIndex.write(Files.createDirectories(work), set)) {
              add(written, singles(index.searcher(), set));
            }
            IOUtils.rm(work);
          }
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
    return new Row(
        part,
        way,
        bits,
        codes.count(),
        radius,
        time,
        1,
        time.seconds(),
        time.cpuSeconds(),
        predicted[0],
        totals[0]);
  }

  /** Some codes, at even distances, against all: twice their share of the pairs. */
  private Row bruteForce(JoinCodes codes, CodeSet set) throws IOException {
    int scanned = Math.min(SCANNED, set.count());
    byte[] some = new byte[scanned * set.byteLength()];
    for (int i = 0; i < scanned; i++) {
      int from = (int) ((long) i * set.count() / scanned) * set.byteLength();
      System.arraycopy(set.codes(), from, some, i * set.byteLength(), set.byteLength());
    }
    double share = 2.0 * scanned / codes.count();
    JoinTotals[] totals = new JoinTotals[1];
    try (JoinCodes left = JoinCodes.of(bits, some, context)) {
      JoinTimer.Time time =
          timer.time(
              1,
              3,
              () ->
                  totals[0] =
                      new RadiusJoin(codes, left, radius, context, JoinStrategy.SCAN, Kernel.V3)
                          .codePairs((a, b, distance) -> {}));
      return new Row(
          "self",
          "every pair compared",
          bits,
          codes.count(),
          radius,
          time,
          share,
          time.seconds() / share,
          time.cpuSeconds() / share,
          null,
          totals[0]);
    }
  }

  /** Single queries, of documents at even distances. */
  private Row singles(IndexSearcher searcher, CodeSet set) throws IOException {
    int asked = set.queryCount();
    List<byte[]> codes = new ArrayList<>();
    for (int i = 0; i < asked + WARM_UP_QUERIES; i++) {
      int from = (int) ((long) i * set.count() / (asked + WARM_UP_QUERIES)) * set.byteLength();
      codes.add(Arrays.copyOfRange(set.codes(), from, from + set.byteLength()));
    }
    for (int i = 0; i < WARM_UP_QUERIES; i++) {
      single(searcher, codes.get(i));
    }
    JoinTimer.Time time =
        timer.time(
            0,
            1,
            () -> {
              for (byte[] code : codes.subList(WARM_UP_QUERIES, codes.size())) {
                single(searcher, code);
              }
            });
    double share = (double) asked / set.count();
    return new Row(
        "self",
        "single queries, one thread",
        bits,
        set.count(),
        radius,
        time,
        share,
        time.seconds() / share,
        time.cpuSeconds() / share,
        null,
        null);
  }

  private void single(IndexSearcher searcher, byte[] code) throws IOException {
    AllHits.of(searcher, new HammingRadiusQuery(CodeIndex.FIELD, bits, List.of(code), radius));
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
