package hashing.node;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import hashing.benchmark.NodeTrial;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.Test;

/** Some hundred hostile packages of every kind, and hostile connections, against the node. */
public class HostilePackagesIT {

  private static final long SEED = 20261019;
  private static final int COUNT = 200;
  private static final int SECONDS = 60;
  private static final int GROWTH_MEBIBYTES = 64;

  @Test
  public void nodeRefusesThemAndLosesNothing() throws IOException, InterruptedException {
    System.out.println("seed " + SEED);
    URI node = URI.create("http://" + TestNode.address());
    Path root = Path.of(System.getProperty("hashing.models")).resolve("../..").normalize();
    try (NodeTrial trial = new NodeTrial(node, root, SEED, SECONDS)) {
      assertEquals(List.of(), trial.run(COUNT, GROWTH_MEBIBYTES));
      Map<String, Integer> outcomes = trial.outcomes();
      int refused = outcomes.getOrDefault("REFUSED", 0);
      int stored = outcomes.getOrDefault("STORED", 0);
      assertTrue(outcomes.toString(), refused > COUNT / 2 && stored > 0);
      assertEquals(outcomes.toString(), COUNT, refused + stored);
    }
  }
}
