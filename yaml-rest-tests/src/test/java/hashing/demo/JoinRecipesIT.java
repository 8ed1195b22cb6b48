package hashing.demo;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import hashing.code.Codes;
import hashing.node.Cluster;
import hashing.node.TestNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.opensearch.test.rest.OpenSearchRestTestCase;

/** Recipes of the documentation of joins, on real data. */
public class JoinRecipesIT extends OpenSearchRestTestCase {
  private static final Path DATA = Path.of("src/test/data");
  private Cluster cluster;

  @Override
  protected String getTestRestCluster() {
    return TestNode.address();
  }

  @Override
  public void setUp() throws Exception {
    super.setUp();
    cluster = new Cluster(URI.create("http://" + TestNode.address()));
  }

  @Override
  public void tearDown() throws Exception {
    cluster.send("DELETE", "/_ingest/pipeline/*", null);
    cluster.close();
    super.tearDown();
  }

  public void testNearFileNames() throws IOException, InterruptedException {
    List<String> paths = Files.readAllLines(DATA.resolve("debian-files/paths.txt"));
    Map<String, String> names = new HashMap<>();
    for (int i = 0; i < paths.size(); i++) {
      names.put("" + i, paths.get(i));
    }
    TextIndex files = TextIndex.of(cluster, "files", names);
    byte[][] codes = new DemoIndex(cluster, "files").codes(TextIndex.CODE, paths.size());
    int radius = 3;
    JsonObject report = files.join("\"radius\": " + radius, "pairs");
    Set<Set<String>> expected = new HashSet<>();
    for (int a = 0; a < codes.length; a++) {
      for (int b = 0; b < a; b++) {
        if (Codes.distance(codes[a], codes[b]) <= radius) {
          expected.add(Set.of("" + a, "" + b));
        }
      }
    }
    Set<Set<String>> found = new HashSet<>();
    for (JsonObject row : TextIndex.rows(cluster, "pairs")) {
      assertTrue(found.add(Set.of(TextIndex.id(row.get("left")), TextIndex.id(row.get("right")))));
    }
    assertEquals(expected, found);
    JsonObject groups = files.join("\"radius\": " + radius + ", \"as\": \"groups\"", "groups");
    System.out.printf(
        Locale.ROOT,
        "%d file names: %d pairs within %d bits, groups %s; %s ms%n",
        paths.size(),
        found.size(),
        radius,
        groups.get("groups"),
        report.get("took"));
    assertTrue(found.size() + " pairs", found.size() > 20);
  }

  public void testGraphOfPictures() throws IOException, InterruptedException {
    DemoData data = DemoData.read(Path.of("src/main/data/fashion-mnist"));
    DemoIndex pictures = new DemoIndex(cluster);
    pictures.create();
    pictures.ingest(data);
    byte[][] codes = pictures.codes(DemoIndex.CODE, data.size());
    JsonObject report =
        cluster.send(
            "POST",
            "/" + DemoIndex.NAME + "/_hashing/_join",
            JsonParser.parseString(
                "{\"field\": \""
                    + DemoIndex.CODE
                    + "\", \"k\": 10, \"destination\": {\"index\": \"graph\"}}"));
    int alike = 0;
    List<JsonObject> rows = TextIndex.rows(cluster, "graph");
    assertEquals(data.size(), rows.size());
    for (JsonObject row : rows) {
      int from = Integer.parseInt(TextIndex.id(row.get("document")));
      int[] counts = new int[65];
      for (int to = 0; to < codes.length; to++) {
        counts[to == from ? 64 : Codes.distance(codes[from], codes[to])]++;
      }
      for (JsonElement neighbor : row.getAsJsonArray("neighbors")) {
        int to = Integer.parseInt(TextIndex.id(neighbor));
        int distance = neighbor.getAsJsonObject().get("distance").getAsInt();
        assertEquals(Codes.distance(codes[from], codes[to]), distance);
        int nearest = 0;
        while (counts[nearest] == 0) {
          nearest++;
        }
        assertEquals(nearest, distance);
        counts[nearest]--;
        alike += data.label(from).equals(data.label(to)) ? 1 : 0;
      }
    }
    System.out.printf(
        Locale.ROOT,
        "graph of %d pictures: %.3f of neighbours are of the same kind; %s ms%n",
        rows.size(),
        alike / (10.0 * rows.size()),
        report.get("took"));
    assertTrue(alike > 7 * rows.size());
  }
}
