package hashing.demo;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import hashing.node.Cluster;
import hashing.node.NodeFolder;
import hashing.node.RunningNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Starts a node with the plugin and the shipped model, ingests the pictures, asks, checks, reports.
 *
 * <p>Arguments, each with a value: {@code --home} the unpacked distribution, {@code --plugin} the
 * plugin's zip, {@code --models} the folder of model packages, {@code --data} that of the pictures,
 * {@code --out} where to write, {@code --exit} whether to end without waiting for a key. The exit
 * status is 1 where an answer or a code is not what it must be.
 */
public final class DemoMain {

  private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

  private final Path out;
  private final DemoData data;
  private final Cluster cluster;

  private DemoMain(Path out, DemoData data, Cluster cluster) {
    this.out = out;
    this.data = data;
    this.cluster = cluster;
  }

  /** See the class. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Map<String, String> options = new HashMap<>();
    for (int i = 0; i + 1 < args.length; i += 2) {
      options.put(args[i], args[i + 1]);
    }
    Path out = Files.createDirectories(path(options, "--out"));
    Path models = path(options, "--models");
    NodeFolder folder = new NodeFolder(path(options, "--home"), out.resolve("node"));
    Optional<RunningNode> left = RunningNode.find(folder);
    if (left.isPresent()) {
      left.get().stop();
    }
    System.out.println("Starting OpenSearch with the plugin in it ...");
    DemoData data = DemoData.read(path(options, "--data"));
    folder.prepare(List.of(path(options, "--plugin")), List.of(models), "9200-9300");
    RunningNode node = RunningNode.start(folder);
    System.out.println("  it answers at " + node.uri());
    boolean right;
    try (Cluster cluster = new Cluster(node.uri())) {
      right = new DemoMain(out, data, cluster).run(models);
      if (!Boolean.parseBoolean(options.get("--exit"))) {
        System.out.println("The node runs on for your own requests. Press Enter to stop it.");
        int key = System.in.read();
        System.out.println(key < 0 ? "Nobody is there to press it: stopping." : "Stopping.");
      }
    } finally {
      node.stop();
    }
    System.exit(right ? 0 : 1);
  }

  private static Path path(Map<String, String> options, String name) {
    return Path.of(options.get(name)).toAbsolutePath().normalize();
  }

  private boolean run(Path models) throws IOException, InterruptedException {
    DemoIndex index = new DemoIndex(cluster);
    System.out.println("Sending " + data.size() + " pictures through the pipeline ...");
    long begin = System.nanoTime();
    index.create();
    index.ingest(data);
    double ingestSeconds = (System.nanoTime() - begin) / 1e9;
    byte[][] codes = index.codes(DemoIndex.CODE, data.size());
    byte[][] expected = trainerCodes(models, codes[0].length);
    boolean codesEqual = Arrays.deepEquals(codes, expected);
    System.out.println("  the trainer's codes and the node's are equal: " + codesEqual);

    System.out.println("Asking, and comparing every answer with a scan over all codes ...");
    BruteForce byCode = new BruteForce(codes);
    BruteForce byHash = new BruteForce(index.codes(DemoIndex.PHASH, data.size()));
    DemoQueries queries = new DemoQueries(cluster, data);
    List<Answer> nearest = new ArrayList<>();
    List<Answer> filtered = new ArrayList<>();
    List<Answer> duplicates = new ArrayList<>();
    for (int query : queries.queries()) {
      nearest.add(queries.nearest(query, byCode));
    }
    for (int query : queries.queries()) {
      filtered.add(queries.filtered(query, other(data.label(query)), byCode));
    }
    for (int query : queries.duplicates(byHash)) {
      duplicates.add(queries.within(query, byHash));
    }

    Summary summary =
        new Summary(data, index.count(), ingestSeconds, codesEqual, nearest, filtered, duplicates);
    JsonObject figures = summary.json(byCode);
    Files.writeString(out.resolve("summary.json"), GSON.toJson(figures) + "\n");

    JsonObject radius = queries.radius();
    Path page = out.resolve("report.html");
    Requests requests = new Requests(cluster.uri());
    Files.writeString(
        page, new Report(data, figures, radius, requests).page(nearest, duplicates, filtered));
    System.out.println(GSON.toJson(figures));
    System.out.println();
    System.out.println(requests.text(nearest.getFirst(), duplicates, filtered.getFirst()));
    System.out.println("Report with pictures: " + page);
    boolean right = summary.isRight();
    System.out.println(right ? "Everything is exact." : "SOMETHING IS NOT EXACT, see the report.");
    return right;
  }

  /**
   * The codes that the trainer computed for the pictures, in their order, without anything between.
   */
  private byte[][] trainerCodes(Path models, int byteLength) throws IOException {
    byte[] file = Files.readAllBytes(models.resolve("fashion-1.codes"));
    byte[][] codes = new byte[file.length / byteLength][];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = Arrays.copyOfRange(file, i * byteLength, (i + 1) * byteLength);
    }
    return codes;
  }

  /** The label behind a label. */
  private static String other(String label) {
    List<String> labels = DemoData.labels();
    return labels.get((labels.indexOf(label) + 1) % labels.size());
  }
}
