package hashing.benchmark;

import hashing.join.JoinContext;
import hashing.join.JoinStrategy;
import hashing.join.Kernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Joins of whole sets of codes: that every kernel finds what a comparison of all pairs does, what
 * the kernels cost beside the standard ones, and what a join costs beside brute force and beside
 * single queries.
 */
@Command(
    name = "join",
    description = "Joins: kernels, self-join, batch of queries, growth.",
    mixinStandardHelpOptions = true)
final class JoinCommand implements Callable<Integer> {

  /** What a run measures; each may be run apart. */
  private enum Part {
    EXACT,
    KERNELS,
    SELF,
    BATCH,
    GROWTH,
    CHOICE
  }

  /** What tells rows of the report apart. */
  private static final List<String> NAMES =
      List.of("part", "input", "kernel", "threads", "way", "search", "codes", "bits", "radius");

  @Option(
      names = "--parts",
      split = ",",
      description =
          "exact: all kernels against all pairs, on pictures; kernels: sparse products; self: a"
              + " self-join beside brute force and single queries; batch: queries together and one"
              + " by one; growth: self-joins of more and more codes; choice: as planned beside every"
              + " strategy. Default: all")
  private List<Part> parts = List.of(Part.values());

  @Option(names = "--bits", description = "Of the real codes. Default: 128")
  private int bits = 128;

  @Option(
      names = "--widths",
      split = ",",
      description =
          "Bits of pictures' codes, and of those between which a strategy is chosen."
              + " Default: 64,128")
  private List<Integer> widths = List.of(64, 128);

  @Option(names = "--radius", description = "Default: 6")
  private int radius = 6;

  @Option(names = "--count", description = "Real codes joined. Default: 1000000")
  private int count = 1_000_000;

  @Option(names = "--queries", description = "Single queries, and of a batch. Default: 10000")
  private int queries = 10_000;

  @Option(
      names = "--growth",
      split = ",",
      description = "Codes of the growing joins. Default: 1000000,2000000,4000000,7316650")
  private int[] growth = {1_000_000, 2_000_000, 4_000_000, 7_316_650};

  @Option(names = "--rounds", description = "That count; their median is reported. Default: 7")
  private int rounds = 7;

  @Option(names = "--warm-ups", description = "Rounds of kernels before. Default: 5")
  private int warmUps = 5;

  @Option(names = "--threads", description = "Of joins and brute force. Default: all cores")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--inputs", split = ",", description = "Of the kernels. Default: all")
  private List<KernelTrial.Input> inputs = List.of(KernelTrial.Input.values());

  @Option(names = "--kernels", split = ",", description = "Timed. Default: all")
  private List<Kernel> kernels = List.of(Kernel.values());

  @Option(
      names = "--ways",
      split = ",",
      description =
          "Of the self-join: planned, index, buckets, V3, V1, scan, singles. Default: all")
  private List<SelfJoinTrial.Way> ways = List.of(SelfJoinTrial.Way.values());

  @Option(
      names = "--scanned",
      description =
          "Codes compared with all for brute force, whose time is by their share; 0 to compare"
              + " every pair. Default: 4096")
  private int scanned = 4_096;

  @Option(
      names = "--strategy",
      description = "Of the growing joins: AUTO, BUCKETS or TABLES. Default: AUTO")
  private JoinStrategy strategy = JoinStrategy.AUTO;

  @Option(
      names = "--choices",
      split = ",",
      description = "Inputs between whose strategies is chosen. Default: all")
  private List<ChoiceTrial.Input> choices = List.of(ChoiceTrial.Input.values());

  @Option(
      names = "--sizes",
      split = ",",
      description = "Codes of those. Default: 5000,50000,300000,1000000")
  private List<Integer> sizes = List.of(5_000, 50_000, 300_000, 1_000_000);

  @Option(names = "--radii", split = ",", description = "Of those. Default: 1,3,6,10")
  private List<Integer> radii = List.of(1, 3, 6, 10);

  @Option(names = "--append", description = "Keep the report's other rows and add these.")
  private boolean append;

  @Option(
      names = "--pictures",
      split = ",",
      description =
          "Gzipped IDX files of pictures, for exact. Default: Fashion-MNIST as Debian has it")
  private List<Path> pictures =
      List.of(
          Path.of("/usr/share/datasets/fashion-mnist/train-images-idx3-ubyte.gz"),
          Path.of("/usr/share/datasets/fashion-mnist/t10k-images-idx3-ubyte.gz"));

  @Option(names = "--seed", description = "Default: 1")
  private long seed = 1;

  @Option(names = "--data", description = "What the command codes writes. Default: target/data")
  private Path data = PathCodes.FOLDER;

  @Option(names = "--work", description = "Folder for the index. Default: target/join")
  private Path work = Path.of("target", "join");

  @Option(
      names = "--keep",
      description = "Keep the index, and use it where one of the same codes is there already.")
  private boolean keep;

  @Option(
      names = "--searches",
      split = ",",
      description = "Of the batch: radius, nearest. Default: both")
  private List<BatchTrial.Search> searches = List.of(BatchTrial.Search.values());

  @Option(names = "--report", description = "JSON file; plots are written beside it.")
  private Path report = Path.of("reports", "join.json");

  @Override
  public Integer call() throws IOException {
    Report written = new Report("join");
    written.put("threads", threads);
    ExecutorService pool = Executors.newFixedThreadPool(Math.max(2, threads));
    try {
      for (Part part : parts) {
        run(part, new JoinTimer(pool, rounds), written);
      }
      if (append && Files.exists(report)) {
        written.keep(report, NAMES);
      }
      written.write(report);
      JoinPlot.write(report, written.rows());
    } finally {
      pool.shutdown();
    }
    return 0;
  }

  private KeptIndex index() {
    return new KeptIndex(work, keep);
  }

  private void run(Part part, JoinTimer timer, Report written) throws IOException {
    JoinContext context = timer.context(threads);
    switch (part) {
      case EXACT -> new ExactTrial(context).run(pictures, widths, index(), written);
      case KERNELS ->
          new KernelTrial(timer, warmUps, threads, seed).run(inputs, kernels, data, written);
      case SELF ->
          new SelfJoinTrial(timer, context, bits, radius, scanned)
              .run(CodeSets.first(data, bits, count, queries), ways, index(), written);
      case BATCH ->
          new BatchTrial(timer, context, bits, radius)
              .run(CodeSets.first(data, bits, count, queries), searches, index(), written);
      case GROWTH ->
          new SelfJoinTrial(timer, context, bits, radius, scanned)
              .grow(data, growth, strategy, written);
      case CHOICE ->
          new ChoiceTrial(timer, context).run(choices, widths, sizes, radii, data, seed, written);
    }
  }
}
