package hashing.benchmark;

import hashing.search.ForcedQueries;
import hashing.search.ScanParts;
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
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.util.IOUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Compares with Faiss on clustered codes: one process each, one thread each, taking turns round by
 * round, one query at a time. Every answer of Faiss Flat must equal ours.
 */
@Command(
    name = "faiss",
    description = "Search in process against Faiss Flat, MultiHash and HNSW on the same codes.",
    mixinStandardHelpOptions = true)
final class FaissCommand implements Callable<Integer> {

  @Option(names = "--python", description = "An interpreter that can import faiss.")
  private String python = "python3";

  @Option(names = "--bits", split = ",", description = "Multiples of 8. Default: 64,128,256")
  private int[] bits = {64, 128, 256};

  @Option(names = "--counts", split = ",", description = "Codes. Default: 1000000,10000000")
  private int[] counts = {1_000_000, 10_000_000};

  @Option(names = "-k", description = "Neighbours. Default: 10")
  private int k = 10;

  @Option(names = "--radius", description = "Also all within so many bits, by strategy auto.")
  private Integer radius;

  @Option(names = "--auto", description = "Also the k nearest as the planner has them.")
  private boolean auto;

  @Option(names = "--others", description = "Also Faiss MultiHash and HNSW, once, with recall.")
  private boolean others;

  @Option(names = "--queries", description = "Default: 50")
  private int queries = 50;

  @Option(names = "--rounds", description = "Rounds that count. Default: 7")
  private int rounds = 7;

  @Option(names = "--seed", description = "Default: 1")
  private long seed = 1;

  @Option(names = "--work", description = "Folder for code files and indices, kept for later runs.")
  private Path work = Path.of("target", "faiss");

  @Option(names = "--report", description = "JSON file; a plot is written beside it.")
  private Path report = Path.of("reports", "faiss.json");

  /**
   * One comparison.
   *
   * @param what the search
   * @param ours a query's time by round, medians over its queries
   * @param faiss the same
   * @param ratio how many times faster ours is, by the medians of the rounds
   */
  private record Row(
      String data, String what, Timings ours, Timings faiss, double ratio, String results) {}

  /** What reading and comparing take without the rest of a search. */
  private record Parts(String data, Timings read, Timings kernel, double kernelToRead) {}

  /** A peer that is not exact, once. */
  private record Other(
      String data, String index, double buildSeconds, Timings query, double recall) {}

  /** A search of ours. */
  private interface Search {
    Query query(byte[] code);
  }

  /** The same search by the peer. */
  private interface PeerSearch {
    FaissPeer.Answers run() throws IOException;
  }

  private final List<Row> rows = new ArrayList<>();

  @Override
  public Integer call() throws IOException {
    Report written = new Report("faiss");
    for (int count : counts) {
      for (int bit : bits) {
        compare(CodeSets.clustered(bit, count, queries, seed), written);
      }
    }
    written.write(report);
    FaissPlot.write(report, labelled());
    return 0;
  }

  private Map<String, double[]> labelled() {
    Map<String, double[]> bars = new LinkedHashMap<>();
    for (Row row : rows) {
      bars.put(row.what() + "\n" + row.data(), new double[] {row.ours().p50(), row.faiss().p50()});
    }
    return bars;
  }

  private void compare(CodeSet set, Report written) throws IOException {
    Path folder = work.resolve(set.name() + "-" + seed + "-" + queries);
    Path indexed = folder.resolve("index");
    boolean known = Files.exists(indexed.resolve("done"));
    if (!known) {
      IOUtils.rm(folder);
      Files.createDirectories(indexed);
      set.write(folder);
    }
    written.data(set);
    try (FaissPeer peer = new FaissPeer(python, folder);
        CodeIndex index =
            known
                ? CodeIndex.open(indexed)
                : CodeIndex.write(Files.createDirectories(indexed), set)) {
      if (!known) {
        Files.createFile(indexed.resolve("done"));
      }
      written.put("faiss", peer.version);
      peer.build("flat");
      IndexSearcher searcher = index.searcher();
      String field = CodeIndex.FIELD;
      FaissPeer.Answers exact =
          compare(
              set,
              "k=" + k + " scan",
              code -> ForcedQueries.nearest(field, set.bits(), code, k, null, "scan"),
              () -> peer.nearest("flat", k),
              searcher,
              written);
      parts(set, index, exact, written);
      if (auto) {
        compare(
            set,
            "k=" + k + " auto",
            code -> ForcedQueries.nearest(field, set.bits(), code, k, null, "auto"),
            () -> peer.nearest("flat", k),
            searcher,
            written);
      }
      if (radius != null) {
        compare(
            set,
            "radius " + radius + " auto",
            code -> ForcedQueries.within(field, set.bits(), code, radius, "auto"),
            () -> peer.within("flat", radius),
            searcher,
            written);
      }
      if (others) {
        for (String name : List.of("multihash", "hnsw")) {
          other(set, name, peer, exact, written);
        }
      }
    }
  }

  private FaissPeer.Answers compare(
      CodeSet set,
      String what,
      Search search,
      PeerSearch peerSearch,
      IndexSearcher searcher,
      Report written)
      throws IOException {
    warm(set, search, searcher);
    FaissPeer.Answers answers = peerSearch.run();
    long[] ours = new long[rounds];
    long[] faiss = new long[rounds];
    for (int round = 0; round < rounds; round++) {
      answers = peerSearch.run();
      faiss[round] = median(answers.nanos());
      long[] nanos = new long[set.queryCount()];
      for (int q = 0; q < nanos.length; q++) {
        byte[] code = set.query(q);
        long start = System.nanoTime();
        ScoreDoc[] found = find(searcher, search.query(code));
        nanos[q] = System.nanoTime() - start;
        SameResults.check(set, q, found, answers.ids()[q], answers.distances()[q]);
      }
      ours[round] = median(nanos);
    }
    double ratio = (double) median(faiss) / median(ours);
    Row row = new Row(set.name(), what, Timings.of(ours), Timings.of(faiss), ratio, "identical");
    rows.add(row);
    written.row(row);
    System.out.printf(
        Locale.ROOT,
        "%-24s %-16s ours %9.1f us (%.1f-%.1f), Faiss Flat %9.1f us (%.1f-%.1f): %.1f times%n",
        set.name(),
        what,
        row.ours().p50() / 1e3,
        row.ours().min() / 1e3,
        row.ours().max() / 1e3,
        row.faiss().p50() / 1e3,
        row.faiss().min() / 1e3,
        row.faiss().max() / 1e3,
        ratio);
    return answers;
  }

  private ScoreDoc[] find(IndexSearcher searcher, Query query) throws IOException {
    return searcher.search(query, Math.max(k, 1000)).scoreDocs;
  }

  /** Until two seconds are gone, for the compiler. */
  private void warm(CodeSet set, Search search, IndexSearcher searcher) throws IOException {
    long start = System.nanoTime();
    while (System.nanoTime() - start < 2_000_000_000L) {
      for (int q = 0; q < set.queryCount(); q++) {
        find(searcher, search.query(set.query(q)));
      }
    }
  }

  private void parts(CodeSet set, CodeIndex index, FaissPeer.Answers exact, Report written)
      throws IOException {
    ScanParts parts =
        new ScanParts(index.searcher().getIndexReader().leaves().get(0).reader(), CodeIndex.FIELD);
    long[] read = new long[rounds];
    long[] kernel = new long[rounds];
    int warmRounds = 2;
    for (int round = -warmRounds; round < rounds; round++) {
      long[] reads = new long[set.queryCount()];
      long[] kernels = new long[reads.length];
      for (int q = 0; q < reads.length; q++) {
        int[] distances = exact.distances()[q];
        byte[] code = set.query(q);
        long start = System.nanoTime();
        parts.count(code, distances[distances.length - 1]);
        long middle = System.nanoTime();
        long all = parts.read();
        reads[q] = System.nanoTime() - middle;
        kernels[q] = middle - start;
        if (all == 0) {
          throw new IllegalStateException("all codes are zero");
        }
      }
      if (round >= 0) {
        read[round] = median(reads);
        kernel[round] = median(kernels);
      }
    }
    Parts row =
        new Parts(
            set.name(),
            Timings.of(read),
            Timings.of(kernel),
            (double) median(kernel) / median(read));
    written.row(row);
    System.out.printf(
        Locale.ROOT,
        "%-24s reading all bytes %.1f us, kernel %.1f us: %.2f%n",
        set.name(),
        row.read().p50() / 1e3,
        row.kernel().p50() / 1e3,
        row.kernelToRead());
  }

  private void other(
      CodeSet set, String name, FaissPeer peer, FaissPeer.Answers exact, Report written)
      throws IOException {
    double seconds = peer.build(name).seconds();
    peer.nearest(name, k);
    FaissPeer.Answers answers = peer.nearest(name, k);
    Other row =
        new Other(
            set.name(),
            name,
            seconds,
            Timings.of(answers.nanos()),
            SameResults.recall(exact.distances(), answers.distances()));
    written.row(row);
    System.out.printf(
        Locale.ROOT,
        "%-24s Faiss %s: built in %.1f s, %.1f us, recall %.3f%n",
        set.name(),
        name,
        seconds,
        row.query().p50() / 1e3,
        row.recall());
  }

  private static long median(long[] values) {
    long[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
