package hashing.benchmark;

import hashing.join.JoinCodes;
import hashing.join.JoinContext;
import hashing.join.JoinTotals;
import hashing.join.JoinWork;
import hashing.join.NearestJoin;
import hashing.join.RadiusJoin;
import hashing.search.HammingKnnQuery;
import hashing.search.HammingQuery;
import hashing.search.HammingRadiusQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.util.IOUtils;

/**
 * Times a batch of queries against an index beside the same queries one by one. What the batch
 * takes includes reading the index's codes, planning and tables; both must find as many documents.
 */
final class BatchTrial {
  private static final int K = 10;

  private final JoinTimer timer;
  private final JoinContext context;
  private final int bits;
  private final int radius;

  BatchTrial(JoinTimer timer, JoinContext context, int bits, int radius) {
    this.timer = timer;
    this.context = context;
    this.bits = bits;
    this.radius = radius;
  }

  /** The batch by all threads and by one, and the single queries by one. */
  private record Row(
      String part,
      String search,
      int codes,
      int queries,
      JoinTimer.Time batch,
      JoinTimer.Time batchOneThread,
      JoinTimer.Time singles,
      double ratio,
      double ratioOneThread,
      JoinWork predicted,
      JoinTotals done) {}

  void run(CodeSet set, Path work, Report written) throws IOException {
    written.data(set);
    IOUtils.rm(work);
    try (CodeIndex index = CodeIndex.write(Files.createDirectories(work), set)) {
      for (boolean nearest : new boolean[] {false, true}) {
        Row row = row(set, index.searcher(), nearest);
        written.row(row);
        System.out.printf(
            Locale.ROOT,
            "batch  %s: %.3f s by all threads, %.3f s (cpu %.3f s) by one; one by one %.3f s (cpu"
                + " %.3f s)%n",
            row.search(),
            row.batch().seconds(),
            row.batchOneThread().seconds(),
            row.batchOneThread().cpuSeconds(),
            row.singles().seconds(),
            row.singles().cpuSeconds());
      }
    }
    IOUtils.rm(work);
  }

  private Row row(CodeSet set, IndexSearcher searcher, boolean nearest) throws IOException {
    JoinWork[] predicted = new JoinWork[1];
    JoinTotals[] totals = new JoinTotals[1];
    JoinTimer.Time[] batch = new JoinTimer.Time[2];
    JoinContext[] contexts = {context, timer.context(1)};
    for (int i = 0; i < batch.length; i++) {
      JoinContext own = contexts[i];
      batch[i] =
          timer.time(
              2,
              () -> {
                try (JoinCodes left = JoinCodes.of(bits, set.queries(), own);
                    JoinCodes right = JoinCodes.of(searcher, CodeIndex.FIELD, bits, null, own)) {
                  if (nearest) {
                    NearestJoin join = new NearestJoin(left, right, K, bits, own);
                    totals[0] = join.run((a, b, distance) -> {});
                  } else {
                    RadiusJoin join = new RadiusJoin(left, right, radius, own);
                    predicted[0] = join.predict();
                    totals[0] = join.pairs(Long.MAX_VALUE, (a, b, distance) -> {});
                  }
                }
              });
    }
    long[] found = new long[1];
    JoinTimer.Time singles =
        timer.time(
            1,
            2,
            () -> {
              found[0] = 0;
              for (int q = 0; q < set.queryCount(); q++) {
                found[0] += AllHits.of(searcher, query(set.query(q), nearest)).count();
              }
            });
    if (found[0] != totals[0].pairs()) {
      throw new IllegalStateException(
          "found " + totals[0].pairs() + " together, " + found[0] + " one by one");
    }
    return new Row(
        "batch",
        nearest ? "k=" + K : "radius=" + radius,
        set.count(),
        set.queryCount(),
        batch[0],
        batch[1],
        singles,
        singles.seconds() / batch[0].seconds(),
        singles.cpuSeconds() / batch[1].cpuSeconds(),
        predicted[0],
        totals[0]);
  }

  private HammingQuery query(byte[] code, boolean nearest) {
    return nearest
        ? new HammingKnnQuery(CodeIndex.FIELD, bits, List.of(code), K, bits, null, null)
        : new HammingRadiusQuery(CodeIndex.FIELD, bits, List.of(code), radius);
  }
}
