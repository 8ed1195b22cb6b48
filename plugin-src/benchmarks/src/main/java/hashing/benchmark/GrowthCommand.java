package hashing.benchmark;

import hashing.search.ForcedQueries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.util.IOUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The cost of a search as an index of real codes grows: the planner's choice beside the scan of all
 * codes, one thread, one segment, with codes that were left out as queries. Both must find the
 * same.
 */
@Command(
    name = "growth",
    description = "Cost of a search against the size of an index, on real codes.",
    mixinStandardHelpOptions = true)
final class GrowthCommand implements Callable<Integer> {

  private static final String PLANNER = "auto";
  private static final String SCAN = "scan";
  private static final long WARM_UP_NANOS = 1_000_000_000;
  private static final int WARM_UP_QUERIES = 20;

  /** A step of growth. */
  private record Step(int bits, int count) {}

  /** What a run does; the parts are also run apart, as indexing takes minutes. */
  private enum Part {
    ALL,
    INDEX,
    SEARCH
  }

  @Option(
      names = "--steps",
      split = ",",
      description =
          "Bits and codes; the first of them are taken. Default: 64:1000000,64:7316650,"
              + "64:20190703,64:42632861,128:1000000,128:7316650")
  private String[] steps = {
    "64:1000000", "64:7316650", "64:20190703", "64:42632861", "128:1000000", "128:7316650"
  };

  @Option(
      names = "--part",
      description = "index: write indices only; search: on those there. Default: all")
  private Part part = Part.ALL;

  @Option(names = "-k", description = "Neighbours. Default: 10")
  private int k = 10;

  @Option(names = "--radius", split = ",", description = "Bits. Default: 3,8,12")
  private int[] radii = {3, 8, 12};

  @Option(names = "--queries", description = "At most. Default: 200")
  private int queries = 200;

  @Option(
      names = "--seconds",
      description =
          "For each search and size; fewer queries are asked where it is short. Default: 5")
  private double seconds = 5;

  @Option(names = "--data", description = "What the command codes writes. Default: target/data")
  private Path data = PathCodes.FOLDER;

  @Option(names = "--work", description = "Folder for indices. Default: target/growth")
  private Path work = Path.of("target", "growth");

  @Option(names = "--report", description = "JSON file; a plot is written beside it.")
  private Path report = Path.of("reports", "growth.json");

  /**
   * One search at one size. Times are of one query, in nanoseconds.
   *
   * @param scan the whole segment, forced
   * @param planner as a user's query is run
   * @param ratio how many times faster the planner is, in the median
   * @param equal queries at which both found the same documents and distances: all
   * @param found documents that a query finds, in the median
   */
  record Row(
      int bits,
      int count,
      String search,
      Timings scan,
      Timings planner,
      double ratio,
      int equal,
      long found) {}

  /** What it took to write an index, and its size. */
  private record Build(int bits, int count, double seconds, long bytes, double bytesPerCode) {}

  /** A kind of search by one strategy. */
  private interface Search {
    Query query(byte[] code, String strategy);
  }

  @Override
  public Integer call() throws IOException {
    Report written = new Report("growth --queries " + queries + " --seconds " + seconds);
    List<Build> builds = new ArrayList<>();
    List<Row> rows = new ArrayList<>();
    for (String text : steps) {
      Step step = step(text);
      CodeSet set =
          CodeSets.real(data, step.bits, step.count, Math.min(queries, step.count / 1000));
      Path folder = work.resolve(step.bits + "-" + step.count);
      if (part != Part.SEARCH) {
        index(folder, set);
      }
      if (part != Part.INDEX) {
        try (CodeIndex index = CodeIndex.open(folder)) {
          builds.add(build(folder, step, index));
          written.data(set);
          measure(step, set, index, rows);
        }
      }
    }
    if (part != Part.INDEX) {
      written.put("builds", builds);
      rows.forEach(written::row);
      written.write(report);
      GrowthPlot.write(report, rows);
      System.out.println("Report: " + report);
    }
    return 0;
  }

  private static Step step(String text) {
    if (!text.matches("\\d{1,5}:\\d{1,9}")) {
      throw new IllegalArgumentException("--steps: found " + text + ", allowed is BITS:CODES");
    }
    int colon = text.indexOf(':');
    return new Step(
        Integer.parseInt(text.substring(0, colon)), Integer.parseInt(text.substring(colon + 1)));
  }

  private static void index(Path folder, CodeSet set) throws IOException {
    IOUtils.rm(folder);
    Files.createDirectories(folder);
    long begin = System.nanoTime();
    CodeIndex.write(folder, set).close();
    double taken = (System.nanoTime() - begin) / 1e9;
    Files.writeString(folder.resolveSibling(folder.getFileName() + ".seconds"), taken + "\n");
    System.out.printf(Locale.ROOT, "%s indexed in %.1f s%n", set.name(), taken);
  }

  private static Build build(Path folder, Step step, CodeIndex index) throws IOException {
    String taken = Files.readString(folder.resolveSibling(folder.getFileName() + ".seconds"));
    double perCode = (double) index.bytes() / index.searcher().getIndexReader().numDocs();
    return new Build(
        step.bits, step.count, Double.parseDouble(taken.strip()), index.bytes(), perCode);
  }

  private void measure(Step step, CodeSet set, CodeIndex index, List<Row> rows) throws IOException {
    Map<String, Search> searches = new LinkedHashMap<>();
    searches.put(
        "k=" + k,
        (code, strategy) ->
            ForcedQueries.nearest(CodeIndex.FIELD, set.bits(), code, k, null, strategy));
    for (int radius : radii) {
      searches.put(
          "r=" + radius,
          (code, strategy) ->
              ForcedQueries.within(CodeIndex.FIELD, set.bits(), code, radius, strategy));
    }
    IndexSearcher searcher = index.searcher();
    for (Map.Entry<String, Search> search : searches.entrySet()) {
      Row row = row(step, set, searcher, search.getKey(), search.getValue());
      rows.add(row);
      System.out.printf(
          Locale.ROOT,
          "%4d bits %,11d codes %-5s scan %,9.0f us, planner %,9.0f us (p99 %,9.0f), %6.1fx, found"
              + " %d%n",
          row.bits,
          row.count,
          row.search,
          row.scan.p50() / 1e3,
          row.planner.p50() / 1e3,
          row.planner.p99() / 1e3,
          row.ratio,
          row.found);
    }
  }

  private static void warmUp(CodeSet set, IndexSearcher searcher, Search search)
      throws IOException {
    long end = System.nanoTime() + WARM_UP_NANOS;
    for (int q = 0; q < WARM_UP_QUERIES || System.nanoTime() < end; q++) {
      byte[] code = set.query(q % set.queryCount());
      AllHits.of(searcher, search.query(code, SCAN));
      AllHits.of(searcher, search.query(code, PLANNER));
    }
  }

  /** Asks in turn, scan and planner. */
  private Row row(Step step, CodeSet set, IndexSearcher searcher, String name, Search search)
      throws IOException {
    warmUp(set, searcher, search);
    long[] scan = new long[set.queryCount()];
    long[] planner = new long[set.queryCount()];
    long[] found = new long[set.queryCount()];
    long end = System.nanoTime() + (long) (seconds * 1e9);
    int asked = 0;
    while (asked < set.queryCount() && (asked < 20 || System.nanoTime() < end)) {
      // Strides over the file, so that fewer queries are still of all its parts.
      int q = (int) ((long) asked * 61 % set.queryCount());
      long begin = System.nanoTime();
      AllHits slow = AllHits.of(searcher, search.query(set.query(q), SCAN));
      long middle = System.nanoTime();
      AllHits fast = AllHits.of(searcher, search.query(set.query(q), PLANNER));
      long done = System.nanoTime();
      scan[asked] = middle - begin;
      planner[asked] = done - middle;
      found[asked] = fast.count();
      asked++;
      if (!slow.sameAs(fast)) {
        throw new IOException(name + ": query " + q + " found other documents than the scan");
      }
    }
    Timings slow = Timings.of(Arrays.copyOf(scan, asked));
    Timings fast = Timings.of(Arrays.copyOf(planner, asked));
    Arrays.sort(found, 0, asked);
    return new Row(
        step.bits, step.count, name, slow, fast, slow.p50() / fast.p50(), asked, found[asked / 2]);
  }
}
