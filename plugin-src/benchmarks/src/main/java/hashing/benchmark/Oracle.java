package hashing.benchmark;

import hashing.search.OracleCounts;
import hashing.search.OracleRound;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.lucene.search.IndexSearcher;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Compares random queries by every strategy with a linear scan, until enough were equal. */
@Command(
    name = "oracle",
    description = "Compares random queries, by every strategy, with a linear scan.",
    mixinStandardHelpOptions = true)
final class Oracle implements Callable<Integer> {

  private static final int THREADS = 2;

  @Option(
      names = "--queries",
      defaultValue = "200000",
      description = "How many at least (default: ${DEFAULT-VALUE}).")
  private long queries;

  @Option(names = "--seed", description = "What all is drawn from; by the clock by default.")
  private long seed = System.nanoTime();

  @Option(
      names = "--out",
      defaultValue = "reports/oracle.json",
      description = "The report (default: ${DEFAULT-VALUE}).")
  private Path out;

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
    report(counts, rounds);
    System.out.printf(Locale.ROOT, "All %,d queries are equal: %s%n", counts.total(), out);
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
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, IOException failure)
              throws IOException {
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private void report(OracleCounts counts, int rounds) throws IOException {
    Report report = new Report("oracle --seed " + seed + " --queries " + queries);
    report.put("seed", seed);
    report.put("queries", counts.total());
    report.put("indices", rounds);
    report.put("different", 0);
    report.put("queries_by_bits", counts.bits());
    report.put("segments_by_strategy_that_searched_them", counts.done());
    counts.asked().forEach((kind, asked) -> report.row(new Row(kind, asked)));
    report.write(out);
  }

  /** Queries of one kind, by the strategy asked for. */
  private record Row(String kind, Object queries) {}
}
