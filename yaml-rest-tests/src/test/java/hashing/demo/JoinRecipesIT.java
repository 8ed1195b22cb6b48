package hashing.demo;

import com.google.gson.JsonArray;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.opensearch.test.rest.OpenSearchRestTestCase;

/** The recipes of the documentation of joins, on real data. */
public class JoinRecipesIT extends OpenSearchRestTestCase {
  private static final Path DATA = Path.of("src/test/data");
  private static final String NAMES =
      """
      {"processors": [
        {"lowercase": {"field": "name"}},
        {"hash_encode": {"model_id": "python-simhash-2", "field": "name", "target_field": "code"}}
      ]}\
      """;

  private static final String INDEX =
      """
      {
        "settings": {"number_of_shards": 1, "default_pipeline": "names"},
        "mappings": {"properties": {
          "name": {"type": "text"},
          "code": {"type": "binary_code", "bits": 64, "model_id": "python-simhash-2"}
        }}
      }\
      """;

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

  private static JsonElement json(String text, Object... values) {
    return JsonParser.parseString(String.format(Locale.ROOT, text, values).replace('\'', '"'));
  }

  /** Puts names into an index, under their ids. */
  private void index(String index, Map<String, String> names)
      throws IOException, InterruptedException {
    cluster.send("PUT", "/_ingest/pipeline/names", JsonParser.parseString(NAMES));
    cluster.send("PUT", "/" + index, JsonParser.parseString(INDEX));
    StringBuilder lines = new StringBuilder();
    names.forEach((id, name) -> {
      JsonObject document = new JsonObject();
      document.addProperty("name", name);
      lines.append("{\"index\":{\"_id\":\"").append(id).append("\"}}\n");
      lines.append(document).append('\n');
    });
    JsonObject answer = cluster.sendLines("/" + index + "/_bulk?refresh", lines.toString());
    assertFalse(answer.get("errors").getAsBoolean());
  }

  /** All rows that a join wrote. */
  private List<JsonObject> rows(String index) throws IOException, InterruptedException {
    List<JsonObject> rows = new ArrayList<>();
    JsonElement body =
        json(
            "{'size':5000,'query':{'bool':{'must_not':{'exists':{'field':"
                + "'status.complete'}}}}}");
    JsonObject page = cluster.send("POST", "/" + index + "/_search?scroll=1m", body);
    while (true) {
      JsonArray hits = page.getAsJsonObject("hits").getAsJsonArray("hits");
      if (hits.isEmpty()) {
        return rows;
      }
      hits.forEach(hit -> rows.add(hit.getAsJsonObject().getAsJsonObject("_source")));
      String scroll = page.get("_scroll_id").getAsString();
      page =
          cluster.send("POST", "/_search/scroll", json("{'scroll':'1m','scroll_id':'%s'}", scroll));
    }
  }

  private static String id(JsonElement document) {
    return document.getAsJsonObject().get("id").getAsString();
  }

  public void testNearFileNames() throws IOException, InterruptedException {
    List<String> paths = Files.readAllLines(DATA.resolve("debian-files/paths.txt"));
    Map<String, String> names = new HashMap<>();
    for (int i = 0; i < paths.size(); i++) {
      names.put("" + i, paths.get(i));
    }
    index("files", names);
    byte[][] codes = new DemoIndex(cluster, "files").codes("code", paths.size());
    int radius = 3;
    JsonObject report =
        cluster.send(
            "POST",
            "/files/_hashing/_join",
            json("{'field':'code','radius':%d,'destination':{'index':'pairs'}}", radius));
    Set<Set<String>> expected = new HashSet<>();
    for (int a = 0; a < codes.length; a++) {
      for (int b = 0; b < a; b++) {
        if (Codes.distance(codes[a], codes[b]) <= radius) {
          expected.add(Set.of("" + a, "" + b));
        }
      }
    }
    Set<Set<String>> found = new HashSet<>();
    for (JsonObject row : rows("pairs")) {
      assertTrue(found.add(Set.of(id(row.get("left")), id(row.get("right")))));
    }
    assertEquals(expected, found);
    JsonObject groups =
        cluster.send(
            "POST",
            "/files/_hashing/_join",
            json(
                "{'field':'code','radius':%d,'as':'groups','destination':{'index':'groups'}}",
                radius));
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

  public void testBlockingOfAirports() throws IOException, InterruptedException {
    Map<String, String> vega = new HashMap<>();
    for (String line : Files.readAllLines(DATA.resolve("airports/vega.tsv"))) {
      String[] columns = line.split("\t", -1);
      vega.put(columns[0], columns[1]);
    }
    Map<String, String> ours = new HashMap<>();
    Map<String, String> truth = new HashMap<>();
    for (String line : Files.readAllLines(DATA.resolve("airports/ourairports.tsv"))) {
      String[] columns = line.split("\t", -1);
      ours.put(columns[0], columns[2]);
      if (!columns[1].isEmpty()) {
        truth.put(columns[0], columns[1]);
      }
    }
    index("vega", vega);
    index("ours", ours);
    cluster.send(
        "POST",
        "/ours/_hashing/_join",
        json("{'field':'code','k':10,'with':{'index':'vega'},'destination':{'index':'blocks'}}"));
    int candidates = 0;
    int met = 0;
    for (JsonObject row : rows("blocks")) {
      String match = truth.get(id(row.get("document")));
      for (JsonElement neighbor : row.getAsJsonArray("neighbors")) {
        candidates++;
        met += id(neighbor).equals(match) ? 1 : 0;
      }
    }
    int metByText = 0;
    for (Map.Entry<String, String> entry : truth.entrySet()) {
      JsonObject body = json("{'size':10,'_source':false}").getAsJsonObject();
      JsonObject match = new JsonObject();
      match.addProperty("name", ours.get(entry.getKey()));
      JsonObject query = new JsonObject();
      query.add("match", match);
      body.add("query", query);
      JsonObject answer = cluster.send("POST", "/vega/_search", body);
      for (JsonElement hit : answer.getAsJsonObject("hits").getAsJsonArray("hits")) {
        metByText +=
            hit.getAsJsonObject().get("_id").getAsString().equals(entry.getValue()) ? 1 : 0;
      }
    }
    System.out.printf(
        Locale.ROOT,
        "airports: of %d matches %d are among %d candidates of SimHash, %d among BM25's 10 best%n",
        truth.size(),
        met,
        candidates,
        metByText);
    assertEquals(738, truth.size());
    assertEquals(10 * ours.size(), candidates);
    assertTrue(met + " met", met > 0.8 * truth.size());
    assertTrue(metByText + " met by text", metByText > met);
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
            json("{'field':'%s','k':10,'destination':{'index':'graph'}}", DemoIndex.CODE));
    int alike = 0;
    List<JsonObject> rows = rows("graph");
    assertEquals(data.size(), rows.size());
    for (JsonObject row : rows) {
      int from = Integer.parseInt(id(row.get("document")));
      int[] counts = new int[65];
      for (int to = 0; to < codes.length; to++) {
        counts[to == from ? 64 : Codes.distance(codes[from], codes[to])]++;
      }
      for (JsonElement neighbor : row.getAsJsonArray("neighbors")) {
        int to = Integer.parseInt(id(neighbor));
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
