package hashing.endtoend;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import hashing.benchmark.CodeSet;
import hashing.benchmark.CodeSets;
import hashing.benchmark.Report;
import hashing.endtoend.BatchWay.Found;
import hashing.endtoend.BatchWay.Question;
import hashing.node.Cluster;
import hashing.node.NodeFolder;
import hashing.node.RunningNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Ten thousand codes asked of a node over HTTP: one search each, all in one {@code _msearch}, all
 * in one {@code _search_batch}. The answers must be the same.
 */
@Command(
    name = "batch",
    description = "Measures a batch of codes beside single searches and _msearch, over HTTP.",
    mixinStandardHelpOptions = true)
public final class BatchCommand implements Callable<Integer> {
  private static final String INDEX = "codes";
  private static final int BULK = 5_000;

  /** What a run is made of; the parts are also run apart, as loading takes minutes. */
  private enum Part {
    ALL,
    LOAD,
    SEARCH
  }

  /** What is asked of each code. */
  private enum Kind {
    RADIUS,
    NEAREST
  }

  @Option(names = "--home", required = true, description = "The unpacked distribution.")
  private Path home;

  @Option(names = "--work", required = true, description = "The node's folder.")
  private Path work;

  @Option(names = "--plugin", required = true, description = "The plugin's zip.")
  private Path plugin;

  @Option(
      names = "--part",
      description = "load: index and stop; search: what was indexed before. Default: all")
  private Part part = Part.ALL;

  @Option(names = "--data", description = "Folder of real codes.")
  private Path data = Path.of("..", "plugin-src", "benchmarks", "target", "data");

  @Option(names = "--bits", description = "Of a code. Default: 128")
  private int bits = 128;

  @Option(names = "--count", description = "Codes indexed. Default: 1000000")
  private int count = 1_000_000;

  @Option(names = "--queries", description = "Codes asked. Default: 10000")
  private int queries = 10_000;

  @Option(names = "--radius", description = "Default: 6")
  private int radius = 6;

  @Option(names = "-k", description = "Documents of each code. Default: 10")
  private int k = 10;

  @Option(names = "--asked", split = ",", description = "radius, nearest. Default: both")
  private List<Kind> kinds = List.of(Kind.values());

  @Option(names = "--rounds", description = "In which the ways take turns. Default: 3")
  private int rounds = 3;

  @Option(names = "--ways", split = ",", description = "Default: all")
  private List<BatchWay> ways = List.of(BatchWay.values());

  @Option(
      names = "--node",
      description = "Address of a node that has the index already; none is started.")
  private URI address;

  @Option(names = "--append", description = "Keep the report's other rows and add these.")
  private boolean append;

  @Option(names = "--report", description = "JSON file.")
  private Path report = Path.of("benchmarks", "batch.json");

  /**
   * All codes asked in one way.
   *
   * @param seconds from sending the first request to having the last answer, median
   * @param ratio by that of the batch
   */
  record Row(String way, String asked, int codes, int queries, double seconds, double ratio) {}

  /** Runs the command; exits with 1 where it fails, an answer being another among others. */
  public static void main(String[] args) {
    CommandLine line = new CommandLine(new BatchCommand());
    System.exit(line.setCaseInsensitiveEnumValuesAllowed(true).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    CodeSet set = CodeSets.first(data, bits, count, queries);
    if (address != null) {
      search(address, set);
      return 0;
    }
    NodeFolder folder = new NodeFolder(home, work);
    Optional<RunningNode> left = RunningNode.find(folder);
    if (left.isPresent()) {
      left.get().stop();
    }
    if (part != Part.SEARCH) {
      folder.prepare(List.of(plugin), List.of(), "0");
    }
    RunningNode node = RunningNode.start(folder);
    try (Cluster cluster = new Cluster(node.uri())) {
      if (part != Part.SEARCH) {
        load(cluster, set);
      }
      if (part != Part.LOAD) {
        search(node.uri(), set);
      }
    } finally {
      node.stop();
    }
    return 0;
  }

  private void search(URI node, CodeSet set) throws IOException, InterruptedException {
    Report written = new Report("batch");
    written.put("opensearch", home.getFileName().toString().replaceFirst("^opensearch-", ""));
    written.data(set);
    for (Kind kind : kinds) {
      search(node, set, new Question(kind == Kind.RADIUS ? radius : null, k), written);
    }
    if (append && Files.exists(report)) {
      written.keep(report, List.of("way", "asked"));
    }
    written.write(report);
    System.out.println("Report: " + report);
  }

  private void load(Cluster cluster, CodeSet set) throws IOException, InterruptedException {
    String body =
        String.format(
            Locale.ROOT,
            """
            {"settings": {"number_of_shards": 1, "number_of_replicas": 0, "refresh_interval": "-1"},
              "mappings": {"dynamic": false, "_source": {"enabled": false},
                "properties": {"code": {"type": "binary_code", "bits": %d}}}}\
            """,
            bits);
    cluster.send("PUT", "/" + INDEX, JsonParser.parseString(body));
    StringBuilder lines = new StringBuilder();
    for (int id = 0; id < set.count(); id++) {
      int at = id * set.byteLength();
      String code = HexFormat.of().formatHex(set.codes(), at, at + set.byteLength());
      lines.append("{\"index\":{\"_id\":\"").append(id).append("\"}}\n");
      lines.append("{\"code\":\"").append(code).append("\"}\n");
      if ((id + 1) % BULK == 0 || id + 1 == set.count()) {
        JsonObject answer =
            cluster.sendLines("/" + INDEX + "/_bulk?filter_path=errors", lines.toString());
        if (answer.get("errors").getAsBoolean()) {
          throw new IOException("Some documents were refused");
        }
        lines.setLength(0);
      }
    }
    cluster.send("POST", "/" + INDEX + "/_forcemerge?max_num_segments=1", null);
    cluster.send("POST", "/" + INDEX + "/_flush?force=true&wait_if_ongoing=true", null);
    cluster.send("POST", "/" + INDEX + "/_refresh", null);
  }

  private void search(URI node, CodeSet set, Question question, Report written)
      throws IOException, InterruptedException {
    Map<BatchWay, double[]> seconds = new EnumMap<>(BatchWay.class);
    List<List<Found>> expected = null;
    for (int round = -1; round < rounds; round++) { // the first one warms up
      for (BatchWay way : ways) {
        URI uri = node.resolve("/" + INDEX + way.path());
        Clients.Answered answered =
            new Clients(uri, way.bodies(set, question)).askAll(way.clients());
        if (round >= 0) {
          seconds.computeIfAbsent(way, _ -> new double[rounds])[round] = answered.seconds();
        }
        List<List<Found>> found = new ArrayList<>();
        answered.bodies().forEach(body -> found.addAll(way.found(body)));
        if (found.size() != set.queryCount() || (expected != null && !expected.equals(found))) {
          throw new IOException(way.title() + " has other answers than the way before it");
        }
        expected = found;
      }
    }
    double batch = median(seconds.getOrDefault(BatchWay.BATCH, new double[] {Double.NaN}));
    seconds.forEach((way, all) -> {
      Row row =
          new Row(
              way.title(),
              question.name(),
              set.count(),
              set.queryCount(),
              median(all),
              median(all) / batch);
      written.row(row);
      System.out.printf(
          Locale.ROOT,
          "%-22s %s: %.2f s, %.1f times a batch%n",
          row.way(),
          row.asked(),
          row.seconds(),
          row.ratio());
    });
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[(sorted.length - 1) / 2];
  }
}
