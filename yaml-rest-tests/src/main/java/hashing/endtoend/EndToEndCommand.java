package hashing.endtoend;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import hashing.benchmark.CodeSet;
import hashing.benchmark.CodeSets;
import hashing.benchmark.Report;
import hashing.node.Cluster;
import hashing.node.NodeFolder;
import hashing.node.RunningNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Our plugin against opensearch-knn in one node, over HTTP: the same 64-bit codes in an index for
 * each way to search them, the same questions, every answer of the exact ways compared with a scan.
 */
@Command(
    name = "end-to-end",
    description = "Measures our plugin beside opensearch-knn in one node, over HTTP.",
    mixinStandardHelpOptions = true)
public final class EndToEndCommand implements Callable<Integer> {

  private static final int BITS = 64;

  /** What a run is made of; the parts are also run apart, as loading takes minutes. */
  private enum Part {
    ALL,
    LOAD,
    SEARCH
  }

  @Option(names = "--home", required = true, description = "The unpacked distribution.")
  private Path home;

  @Option(names = "--work", required = true, description = "The node's folder.")
  private Path work;

  @Option(names = "--plugin", required = true, description = "Zips of both plugins.")
  private List<Path> plugins;

  @Option(names = "--knn-version", required = true, description = "Of opensearch-knn.")
  private String knnVersion;

  @Option(
      names = "--part",
      description = "load: index and stop; search: on what was indexed before. Default: all")
  private Part part = Part.ALL;

  @Option(
      names = "--codes",
      description =
          "clustered; or real, of the folder --data that the command codes of the benchmarks"
              + " writes. Default: clustered")
  private String kind = "clustered";

  @Option(names = "--data", description = "Folder of real codes.")
  private Path data = Path.of("..", "plugin-src", "benchmarks", "target", "data");

  @Option(names = "--count", description = "Codes. Default: 1000000")
  private int count = 1_000_000;

  @Option(names = "--queries", description = "Different ones. Default: 500")
  private int queries = 500;

  @Option(names = "-k", description = "Neighbours. Default: 10")
  private int k = 10;

  @Option(names = "--clients", split = ",", description = "At a time. Default: 1,2,4")
  private int[] clients = {1, 2, 4};

  @Option(names = "--seconds", description = "For each way and number of clients. Default: 9")
  private double seconds = 9;

  @Option(names = "--rounds", description = "In which the ways take turns. Default: 3")
  private int rounds = 3;

  @Option(names = "--seed", description = "Of clustered codes. Default: 1")
  private long seed = 1;

  @Option(names = "--report", description = "JSON file; a plot is written beside it.")
  private Path report;

  /**
   * One way to search by so many clients, in the median of the rounds.
   *
   * @param accuracy null where nothing is found
   */
  record Row(
      String way,
      String index,
      int clients,
      double p50Millis,
      double p99Millis,
      double answersPerSecond,
      int answers,
      Answers.Accuracy accuracy) {}

  /** Runs the command; exits with 1 where it fails, an answer being wrong among others. */
  public static void main(String[] args) {
    CommandLine line = new CommandLine(new EndToEndCommand());
    System.exit(line.setCaseInsensitiveEnumValuesAllowed(true).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    CodeSet set = set();
    NodeFolder folder = new NodeFolder(home, work);
    Optional<RunningNode> left = RunningNode.find(folder);
    if (left.isPresent()) {
      left.get().stop();
    }
    if (part != Part.SEARCH) {
      folder.prepare(plugins, List.of(), "0");
    }
    RunningNode node = RunningNode.start(folder);
    try (Cluster cluster = new Cluster(node.uri())) {
      if (part != Part.SEARCH) {
        load(cluster, set);
      }
      if (part != Part.LOAD) {
        search(cluster, set);
      }
    } finally {
      node.stop();
    }
    return 0;
  }

  private CodeSet set() throws IOException {
    return switch (kind) {
      case "clustered" -> CodeSets.clustered(BITS, count, queries, seed);
      case "real" -> CodeSets.real(data, BITS, count, queries);
      default ->
          throw new IllegalArgumentException("--codes must be clustered or real, found " + kind);
    };
  }

  /** Where the figures of loading wait for those of searching. */
  private Path loaded() {
    return work.resolve("loaded.json");
  }

  private void load(Cluster cluster, CodeSet set) throws IOException, InterruptedException {
    List<Loading> loadings = new ArrayList<>();
    for (IndexKind index : IndexKind.values()) {
      Loading loading = Loading.run(cluster, index, set);
      loadings.add(loading);
      System.out.printf(
          Locale.ROOT,
          "%-8s %,d documents in %.0f s, merged in %.0f s, %,d bytes, %d segment%n",
          loading.index(),
          set.count(),
          loading.indexSeconds(),
          loading.mergeSeconds(),
          loading.bytes(),
          loading.segments());
    }
    Files.writeString(loaded(), new Gson().toJson(loadings));
  }

  private void search(Cluster cluster, CodeSet set) throws IOException, InterruptedException {
    Map<Contender, Answers.Accuracy> accuracy = new EnumMap<>(Contender.class);
    Answers answers = new Answers(set, k);
    for (Contender contender : Contender.values()) {
      if (contender.finds()) {
        // Scripts take long; a hundred also warm up.
        int asked = contender.exact() && contender != Contender.HAMMING ? 100 : queries;
        accuracy.put(contender, answers.check(cluster, contender, set, Math.min(queries, asked)));
        System.out.println(contender.title() + ": " + accuracy.get(contender));
      }
    }
    List<Row> rows = new ArrayList<>();
    for (int clientCount : clients) {
      Map<Contender, List<Clients.Load>> loads = new EnumMap<>(Contender.class);
      for (int round = 0; round < rounds; round++) {
        for (Contender contender : Contender.values()) {
          Clients asking = clients(cluster, contender, set);
          loads
              .computeIfAbsent(contender, name -> new ArrayList<>())
              .add(asking.run(clientCount, seconds / rounds));
        }
      }
      loads.forEach((contender, measured) -> {
        Row row = row(contender, clientCount, measured, accuracy.get(contender));
        rows.add(row);
        System.out.printf(
            Locale.ROOT,
            "%-30s %d clients: p50 %.2f ms, p99 %.2f ms, %.0f answers/s%n",
            row.way(),
            row.clients(),
            row.p50Millis(),
            row.p99Millis(),
            row.answersPerSecond());
      });
    }
    write(set, rows);
  }

  private Clients clients(Cluster cluster, Contender contender, CodeSet set) {
    return new Clients(
        cluster.uri().resolve("/" + contender.index().indexName() + "/_search"),
        IntStream.range(0, set.queryCount())
            .mapToObj(q -> contender.body(set.query(q), k))
            .toList());
  }

  private static Row row(
      Contender contender, int clients, List<Clients.Load> loads, Answers.Accuracy accuracy) {
    return new Row(
        contender.title(),
        contender.index().indexName(),
        clients,
        median(loads.stream().mapToDouble(load -> load.answer().p50() / 1e6).toArray()),
        median(loads.stream().mapToDouble(load -> load.answer().p99() / 1e6).toArray()),
        median(loads.stream().mapToDouble(Clients.Load::answersPerSecond).toArray()),
        loads.stream().mapToInt(load -> load.answer().count()).sum(),
        accuracy);
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    int middle = values.length / 2;
    return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
  }

  private void write(CodeSet set, List<Row> rows) throws IOException {
    Report written =
        new Report(
            "end-to-end --codes "
                + kind
                + " --count "
                + count
                + " --queries "
                + queries
                + " --seconds "
                + seconds
                + " -k "
                + k);
    written.put("opensearch_knn", knnVersion);
    written.put("opensearch", home.getFileName().toString().replaceFirst("^opensearch-", ""));
    written.data(set);
    List<Loading> loadings =
        new Gson()
            .fromJson(Files.readString(loaded()), new TypeToken<List<Loading>>() {}.getType());
    written.put("loading", loadings);
    rows.forEach(written::row);
    Path file = report == null ? Path.of("benchmarks", "end-to-end-" + kind + ".json") : report;
    written.write(file);
    EndToEndPlot.write(file, rows);
    System.out.println("Report: " + file);
  }
}
