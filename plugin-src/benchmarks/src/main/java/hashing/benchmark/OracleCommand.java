package hashing.benchmark;

import hashing.search.OracleCounts;
import hashing.search.OracleRound;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.util.IOUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Compares random queries by every strategy with a linear scan, until enough were equal. */
@Command(
    name = "oracle",
    description = "Compares random queries, by every strategy, with a linear scan.",
    mixinStandardHelpOptions = true)
final class OracleCommand implements Callable<Integer> {

  private static final int THREADS = 2;

  @Option(names = "--queries", description = "How many at least. Default: 200000")
  private long queries = 200_000;

  @Option(names = "--seed", description = "What all is drawn from. Default: by the clock")
  private long seed = System.nanoTime();

  @Option(names = "--report", description = "JSON file.")
  private Path report = Path.of("reports", "oracle.json");

  @Override
  public Integer call() throws IOException {
    System.out.println("Seed " + seed);
    long begin = System.nanoTime();
    OracleCounts counts = new OracleCounts();
    SplittableRandom random = new SplittableRandom(seed);
    int rounds = 0;
    try (ThreadPoolExecutor executor =
        new ThreadPoolExecutor(
            THREADS, THREADS, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>())) {
      while (counts.total() < queries) {
        boolean concurrent = random.nextBoolean();
        round(random.nextLong(), concurrent ? executor : null, counts);
        if (++rounds % 100 == 0) {
          System.out.printf(
              Locale.ROOT,
              "%,d queries over %,d indices are equal, %.0f s%n",
              counts.total(),
              rounds,
              (System.nanoTime() - begin) / 1e9);
        }
      }
    }
    write(counts, rounds);
    System.out.printf(Locale.ROOT, "All %,d queries are equal: %s%n", counts.total(), report);
    return 0;
  }

  private static void round(long seed, ThreadPoolExecutor executor, OracleCounts counts)
      throws IOException {
    Path folder = Files.createTempDirectory("hashing-oracle");
    try {
      OracleRound.run(
          seed,
          folder,
          reader ->
              executor == null
                  ? new IndexSearcher(reader)
                  : OracleRound.concurrent(reader, executor),
          counts);
    } finally {
      IOUtils.rm(folder);
    }
  }

  private void write(OracleCounts counts, int rounds) throws IOException {
    Report written = new Report("oracle --seed " + seed + " --queries " + queries);
    written.put("seed", seed);
    written.put("queries", counts.total());
    written.put("indices", rounds);
    written.put("different", 0);
    written.put("queries_by_bits", counts.bits());
    written.put("segments_by_strategy_that_searched_them", counts.done());
    counts.asked().forEach((kind, asked) -> written.row(new Row(kind, asked)));
    written.write(report);
  }

  /** Queries of one kind, by the strategy asked for. */
  private record Row(String kind, Object queries) {}
}
