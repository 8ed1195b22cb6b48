package hashing.benchmark;

import hashing.index.BinaryCodeField;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.apache.lucene.codecs.bitvectors.HnswBitVectorsFormat;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs {@link NearestBenchmark} over indices that it writes first, and adds the graph's recall. */
@Command(
    name = "jmh",
    description = "JMH: k = 10 in process against a linear scan and Lucene's HNSW bit vectors.",
    mixinStandardHelpOptions = true)
final class JmhCommand implements Callable<Integer> {

  @Option(names = "--bits", split = ",", description = "Multiples of 64. Default: 64,128,256")
  private int[] bits = {64, 128, 256};

  @Option(names = "--counts", split = ",", description = "Codes. Default: 100000,1000000")
  private int[] counts = {100_000, 1_000_000};

  @Option(
      names = "--hnsw-most",
      description = "HNSW is built of counts up to this. Default: 100000")
  private int hnswMost = 100_000;

  @Option(names = "--seconds", description = "Of each iteration. Default: 1")
  private int seconds = 1;

  @Option(names = "--warmup", description = "Iterations that do not count. Default: 10")
  private int warmup = 10;

  @Option(names = "--iterations", description = "Iterations that count. Default: 5")
  private int iterations = 5;

  @Option(names = "--forks", description = "JVMs; 0 for this one. Default: 1")
  private int forks = 1;

  @Option(names = "--work", description = "Folder for indices, kept for later runs.")
  private Path work = Path.of("target", "jmh");

  @Option(
      names = "--report",
      description = "JSON file; a plot is written beside it. Default: reports/jmh.json")
  private Path report = Path.of("reports", "jmh.json");

  /**
   * One benchmark's result.
   *
   * @param micros average time of one search
   * @param error half the width of the 99.9 % confidence interval; NaN where it is unknown
   * @param recall share of the 10 nearest, ties counted, that it finds
   */
  record Row(String data, String search, double micros, double error, double recall) {}

  @Override
  public Integer call() throws IOException, RunnerException {
    Report written = new Report("jmh");
    written.put("jmh", "1.37");
    written.put("k", NearestBenchmark.K);
    List<Row> rows = new ArrayList<>();
    for (int count : counts) {
      for (int bit : bits) {
        CodeSet set =
            CodeSets.clustered(bit, count, NearestBenchmark.QUERIES, NearestBenchmark.SEED);
        written.data(set);
        boolean graph = count <= hnswMost;
        double recall = write(set, graph);
        for (RunResult result : run(set, graph)) {
          String search = result.getPrimaryResult().getLabel();
          rows.add(
              new Row(
                  set.name(),
                  search,
                  result.getPrimaryResult().getScore(),
                  result.getPrimaryResult().getScoreError(),
                  search.equals("hnsw") ? recall : 1));
        }
      }
    }
    rows.forEach(written::row);
    written.write(report);
    JmhPlot.write(report, rows);
    return 0;
  }

  /** Writes what is not there yet; returns the graph's recall, NaN without one. */
  private double write(CodeSet set, boolean graph) throws IOException {
    Path own = work.resolve(NearestPeers.OURS).resolve(set.name());
    Path other = work.resolve(NearestPeers.HNSW).resolve(set.name());
    if (!Files.exists(own)) {
      Files.createDirectories(own);
      CodeIndex.write(own, set).close();
    }
    if (!graph) {
      return Double.NaN;
    }
    if (!Files.exists(other)) {
      Files.createDirectories(other);
      CodeIndex.write(other, set, new HnswBitVectorsFormat(), BinaryCodeField.type(set.bits(), -1))
          .close();
    }
    try (CodeIndex ours = CodeIndex.open(own);
        CodeIndex hnsw = CodeIndex.open(other)) {
      return recall(set, new NearestPeers(set, ours, hnsw));
    }
  }

  private static double recall(CodeSet set, NearestPeers peers) throws IOException {
    long found = 0;
    long wanted = 0;
    for (int q = 0; q < set.queryCount(); q++) {
      byte[] code = set.query(q);
      int[] exact = peers.linearScan(code, NearestBenchmark.K);
      if (!Arrays.equals(exact, peers.ours(code, NearestBenchmark.K))) {
        throw new IOException("query " + q + " of " + set.name() + ": ours is not the linear scan");
      }
      int last = peers.distance(code, exact[exact.length - 1]);
      found +=
          IntStream.of(peers.hnsw(code, NearestBenchmark.K))
              .filter(document -> peers.distance(code, document) <= last)
              .count();
      wanted += exact.length;
    }
    return (double) found / wanted;
  }

  private Collection<RunResult> run(CodeSet set, boolean graph) throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(NearestBenchmark.class.getName())
            .param("folder", work.toAbsolutePath().toString())
            .param("bits", Integer.toString(set.bits()))
            .param("count", Integer.toString(set.count()))
            .forks(forks)
            .warmupIterations(warmup)
            .warmupTime(TimeValue.seconds(seconds))
            .measurementIterations(iterations)
            .measurementTime(TimeValue.seconds(seconds));
    return new Runner((graph ? options : options.exclude(".*hnsw")).build()).run();
  }
}
