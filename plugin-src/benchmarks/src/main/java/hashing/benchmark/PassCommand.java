package hashing.benchmark;

import hashing.search.ScanParts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.lucene.util.IOUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What a query costs when several share one pass over the codes; one thread. */
@Command(
    name = "pass",
    description = "Scans for several queries in one pass.",
    mixinStandardHelpOptions = true)
final class PassCommand implements Callable<Integer> {

  @Option(names = "--bits", split = ",", description = "Multiples of 8. Default: 64,128,256")
  private int[] bits = {64, 128, 256};

  @Option(names = "--count", description = "Codes. Default: 10000000")
  private int count = 10_000_000;

  @Option(names = "--together", split = ",", description = "Default: 1,4,8,16")
  private int[] together = {1, 4, 8, 16};

  @Option(names = "-k", description = "Neighbours. Default: 10")
  private int k = 10;

  @Option(names = "--rounds", description = "Rounds that count. Default: 7")
  private int rounds = 7;

  @Option(names = "--seed", description = "Default: 1")
  private long seed = 1;

  @Option(names = "--work", description = "Folder for the index, which is removed at the end.")
  private Path work = Path.of("target", "pass");

  @Option(names = "--report", description = "JSON file.")
  private Path report = Path.of("reports", "pass.json");

  private static final int QUERIES = 48;

  /** Time of one query of a pass. */
  private record Row(String data, int together, Timings query) {}

  @Override
  public Integer call() throws IOException {
    Report written = new Report("pass");
    for (int bit : bits) {
      CodeSet set = CodeSets.clustered(bit, count, QUERIES, seed);
      written.data(set);
      IOUtils.rm(work);
      try (CodeIndex index = CodeIndex.write(Files.createDirectories(work), set)) {
        measure(set, index, written);
      }
      IOUtils.rm(work);
    }
    written.write(report);
    return 0;
  }

  /** In turns, after two rounds that do not count. */
  private void measure(CodeSet set, CodeIndex index, Report written) throws IOException {
    ScanParts parts =
        new ScanParts(index.searcher().getIndexReader().leaves().get(0).reader(), CodeIndex.FIELD);
    long[][] nanos = new long[together.length][rounds];
    for (int round = -2; round < rounds; round++) {
      for (int i = 0; i < together.length; i++) {
        long start = System.nanoTime();
        search(set, parts, together[i]);
        nanos[i][Math.max(round, 0)] = (System.nanoTime() - start) / QUERIES;
      }
    }
    for (int i = 0; i < together.length; i++) {
      Row row = new Row(set.name(), together[i], Timings.of(nanos[i]));
      written.row(row);
      System.out.printf(
          Locale.ROOT,
          "%-24s %2d together: %.1f us a query%n",
          set.name(),
          together[i],
          row.query().p50() / 1e3);
    }
  }

  private void search(CodeSet set, ScanParts parts, int size) throws IOException {
    for (int first = 0; first < QUERIES; first += size) {
      List<byte[]> codes = new ArrayList<>();
      for (int q = first; q < Math.min(first + size, QUERIES); q++) {
        codes.add(set.query(q));
      }
      if (parts.nearest(codes, k) != k * codes.size()) {
        throw new IllegalStateException("a query found fewer than " + k);
      }
    }
  }
}
