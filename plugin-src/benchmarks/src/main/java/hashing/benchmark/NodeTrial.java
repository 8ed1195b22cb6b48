package hashing.benchmark;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A live node under mutated packages and hostile connections: what it answers, and what it holds
 * before and afterwards. It must be a node for tests: cluster settings are changed for a while.
 */
public final class NodeTrial implements AutoCloseable {

  /** Mutations before the first look, which make the node warm; numbered apart. */
  private static final int WARM = 30;

  private static final int WARM_FROM = 1_000_000_000;
  private static final int WAIT_SECONDS = 60;

  private final NodeCalls node;
  private final Map<String, byte[]> seeds;
  private final long seed;
  private final PackageCounts counts = new PackageCounts();
  private final Map<String, Object> found = new LinkedHashMap<>();
  private final List<String> bad = new ArrayList<>();

  /**
   * @param root the repository
   * @param seconds that an answer may take
   */
  public NodeTrial(URI uri, Path root, long seed, int seconds) throws IOException {
    this.node = new NodeCalls(uri, seconds);
    this.seeds = SeedPackages.all(root);
    this.seed = seed;
  }

  /**
   * Uploads packages and tries connections.
   *
   * @param growth megabytes that the node may hold more, of its heap and in all
   * @return what was wrong; none where all was well
   */
  public List<String> run(int count, int growth) throws IOException, InterruptedException {
    PackageUploads warm = new PackageUploads(node, seeds, seed, new PackageCounts());
    warm.seeds();
    warm.run(WARM_FROM, WARM_FROM + WARM);
    NodeState before = NodeState.of(node);
    PackageUploads uploads = new PackageUploads(node, seeds, seed, counts);
    uploads.run(0, count);
    connect();
    bad.addAll(counts.bad());
    List<String> left = List.of();
    NodeState after = before;
    for (int second = 0; second == 0 || (second < WAIT_SECONDS && !left.isEmpty()); second++) {
      Thread.sleep(1000); // chunks are deleted behind the answer, and heap is collected at times
      after = NodeState.of(node);
      left = before.left(after, (long) growth << 10, (long) growth << 10);
    }
    bad.addAll(left);
    found.putAll(uploads.statuses());
    found.put("sent_again_after_429", node.busy());
    found.put("before", before);
    found.put("after", after);
    return bad;
  }

  private void connect() throws IOException, InterruptedException {
    String name = SeedPackages.ID + "linear";
    HostileConnections connections =
        new HostileConnections(node.uri(), seeds.get("linear"), name + "@1");
    bad.addAll(connections.run());
    found.put("connections", connections.answers());
    int deleted = node.send("DELETE", NodeCalls.MODELS + "/" + name + "@1", null, null).status();
    if (deleted != 200) {
      bad.add("the package that came slowly: found " + deleted + " when it was deleted");
    }
  }

  /** How often each outcome was met: REFUSED and STORED where all was well. */
  public Map<String, Integer> outcomes() {
    return counts.total();
  }

  void write(Report report) {
    seeds.forEach((name, zip) -> report.data(PackageCounts.described(name, zip)));
    found.forEach(report::put);
    counts.write(report, bad);
  }

  @Override
  public void close() {
    node.close();
  }
}
