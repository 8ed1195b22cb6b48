package hashing.demo;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import hashing.node.TestNode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.junit.After;
import org.opensearch.client.Request;
import org.opensearch.test.rest.OpenSearchRestTestCase;

/** From the trainer's command to answers of a node, as a user goes. */
public class TrainingIT extends OpenSearchRestTestCase {

  private static final Path IMAGES = Path.of("src/main/data/fashion-mnist");
  private static final int QUERIES_OF_A_CLASS = 10;
  private static final int BATCH = 500;

  @Override
  protected String getTestRestCluster() {
    return TestNode.address();
  }

  @After
  public void deleteAll() throws IOException {
    TestNode.deleteIndices(client());
  }

  /**
   * The evaluator's figure, found again in what the node answers: pictures encoded as they come in,
   * all of them ranked by {@code hamming} for each held-out picture.
   */
  public void testSearchRanksAsTheEvaluationSays() throws Exception {
    Path model = Path.of(System.getProperty("hashing.models")).resolve("fashion-1.zip");
    int queries = QUERIES_OF_A_CLASS * DemoData.labels().size();
    JsonObject evaluation =
        hashing(
            List.of("evaluate", "--model", model.toString(), "--data", "fashion-mnist"),
            List.of("--data-dir", IMAGES.toString(), "--held-out"),
            List.of("--limit-queries", Integer.toString(queries)));
    DemoData data = DemoData.read(IMAGES);
    List<Integer> asked = firstOfEachLabel(data);
    assertEquals(queries, evaluation.get("queries").getAsInt());
    assertEquals(data.size() - queries, evaluation.get("database").getAsInt());
    send("PUT", "/_ingest/pipeline/fashion", DemoIndex.PIPELINE_BODY);
    send("PUT", "/fashion", DemoIndex.INDEX_BODY);
    index(data, asked);
    double map = 0;
    for (int query : asked) {
      map += averagePrecision(data, query) / queries;
    }
    assertEquals(evaluation.get("map").getAsDouble(), map, 1e-9);
  }

  private static List<Integer> firstOfEachLabel(DemoData data) {
    List<Integer> first = new ArrayList<>();
    for (String label : DemoData.labels()) {
      int found = 0;
      for (int id = 0; id < data.size() && found < QUERIES_OF_A_CLASS; id++) {
        if (data.label(id).equals(label)) {
          first.add(id);
          found++;
        }
      }
    }
    return first;
  }

  private static void index(DemoData data, List<Integer> without) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int id = 0; id < data.size(); id++) {
      if (!without.contains(id)) {
        lines.append(String.format(Locale.ROOT, "{\"index\":{\"_id\":\"%d\"}}\n", id));
        lines.append(String.format(Locale.ROOT, "{\"picture\":\"%s\"}\n", data.png(id)));
      }
      if ((id + 1) % BATCH == 0 || id + 1 == data.size()) {
        assertEquals(false, send("POST", "/fashion/_bulk", lines.toString()).get("errors"));
        lines.setLength(0);
      }
    }
    send("POST", "/fashion/_refresh", null);
  }

  /** Of the whole ranking, equally distant documents counted by the mean over all their orders. */
  private static double averagePrecision(DemoData data, int query) throws IOException {
    Map<String, Object> answer =
        send(
            "POST",
            "/fashion/_search?filter_path=hits.hits._id,hits.hits._score",
            String.format(
                Locale.ROOT,
                """
                {"size": 10000, "_source": false, "query": {"hamming": {"%s": {
                  "query_image": "%s", "max_distance": 64}}}}\
                """,
                DemoIndex.CODE,
                data.png(query)));
    int[] all = new int[65];
    int[] right = new int[65];
    for (Object each : (List<?>) ((Map<?, ?>) answer.get("hits")).get("hits")) {
      Map<?, ?> hit = (Map<?, ?>) each;
      int distance = (int) Math.round(1 / ((Number) hit.get("_score")).doubleValue() - 1);
      int id = Integer.parseInt((String) hit.get("_id"));
      all[distance]++;
      right[distance] += data.label(id).equals(data.label(query)) ? 1 : 0;
    }
    int found = Arrays.stream(all).sum();
    assertEquals(data.size() - QUERIES_OF_A_CLASS * DemoData.labels().size(), found);
    double[] harmonic = new double[found + 1];
    for (int i = 1; i <= found; i++) {
      harmonic[i] = harmonic[i - 1] + 1.0 / i;
    }
    return Retrieval.averagePrecision(all, right, harmonic);
  }

  /** Vectors and labels that lie in an index become a package, and its codes find neighbours. */
  public void testItemsOfAnIndexAreTrainedOn() throws Exception {
    Random random = new Random(20261122);
    StringBuilder lines = new StringBuilder();
    float[][] vectors = new float[1200][6];
    for (int id = 0; id < vectors.length; id++) {
      for (int i = 0; i < 6; i++) {
        vectors[id][i] = (float) (random.nextGaussian() + (id % 6 == i ? 6 : 0));
      }
      lines.append(String.format(Locale.ROOT, "{\"index\":{\"_id\":\"%d\"}}\n", id));
      lines.append("{\"about\":{\"v\":").append(Arrays.toString(vectors[id])).append("},");
      lines.append(String.format(Locale.ROOT, "\"kind\":\"k%d\"}\n", id % 6));
    }
    assertEquals(false, send("POST", "/things/_bulk?refresh", lines.toString()).get("errors"));
    Path file = createTempDir().resolve("things.zip");
    JsonObject trained =
        hashing(
            List.of("train", "--method", "sdh", "--bits", "16", "--data", "index"),
            List.of("--from", "things", "--input-field", "about.v", "--label-field", "kind"),
            List.of("--url", "http://" + TestNode.address(), "--out", file.toString()),
            List.of("--set", "anchors=100", "--name", "things@1"));
    // A fifth of all items is held out, and nothing is lost on the way.
    int queries = trained.get("queries").getAsInt();
    assertTrue(trained.toString(), queries > 160 && queries < 320);
    assertEquals(vectors.length, trained.get("database").getAsInt() + queries);
    assertTrue(trained.toString(), trained.get("map").getAsDouble() > 0.9);
    upload("things@1", file);
    send(
        "PUT",
        "/_ingest/pipeline/things",
        """
        {"processors": [{"hash_encode": {
          "model_id": "things@1", "field": "about.v", "target_field": "code"}}]}\
        """);
    send(
        "PUT",
        "/coded",
        """
        {"settings": {"default_pipeline": "things"}, "mappings": {"properties": {
          "code": {"type": "binary_code", "bits": 16, "model_id": "things@1"}}}}\
        """);
    assertEquals(false, send("POST", "/coded/_bulk?refresh", lines.toString()).get("errors"));
    int same = 0;
    for (int id = 0; id < 60; id++) {
      Map<String, Object> answer =
          send(
              "POST",
              "/coded/_search",
              String.format(
                  Locale.ROOT,
                  "{\"query\":{\"hamming\":{\"code\":{\"query_vector\":%s,\"k\":10}}}}",
                  Arrays.toString(vectors[id])));
      for (Object hit : (List<?>) ((Map<?, ?>) answer.get("hits")).get("hits")) {
        same += Integer.parseInt((String) ((Map<?, ?>) hit).get("_id")) % 6 == id % 6 ? 1 : 0;
      }
    }
    assertTrue("of one kind with the query: " + same + " of 600", same > 540);
  }

  /** Pictures of any size become a package, which codes the same files as the trainer does. */
  public void testPicturesOfAnySizeAreTrainedOn() throws Exception {
    Random random = new Random(20261122);
    Path folder = createTempDir();
    for (String kind : List.of("dark", "light")) {
      Path of = Files.createDirectory(folder.resolve(kind));
      for (int i = 0; i < 30; i++) {
        write(of.resolve(String.format(Locale.ROOT, "%02d.png", i)), kind.equals("dark"), random);
      }
    }
    Path file = createTempDir().resolve("any.zip");
    hashing(
        List.of("train", "--method", "itq", "--bits", "32", "--data", "folder"),
        List.of("--from", folder.toString(), "--out", file.toString(), "--name", "any@1"));
    Path codes = createTempDir().resolve("codes.txt");
    Path dark = folder.resolve("dark");
    hashing(
        List.of("encode", "--model", file.toString(), "--in", dark.toString()),
        List.of("--out", codes.toString()));
    upload("any@1", file);
    List<String> lines = Files.readAllLines(codes);
    assertEquals(30, lines.size());
    StringBuilder docs = new StringBuilder();
    for (String line : lines) {
      byte[] picture = Files.readAllBytes(dark.resolve(line.split("\\s+")[1]));
      docs.append(docs.isEmpty() ? "" : ",").append("{\"_source\":{\"picture\":\"");
      docs.append(Base64.getEncoder().encodeToString(picture)).append("\"}}");
    }
    Map<String, Object> answer =
        send(
            "POST",
            "/_ingest/pipeline/_simulate",
            """
            {"pipeline": {"processors": [{"hash_encode": {
              "model_id": "any@1", "field": "picture", "target_field": "code"}}]}, "docs": [%s]}\
            """
                .formatted(docs));
    List<?> answers = (List<?>) answer.get("docs");
    for (int i = 0; i < lines.size(); i++) {
      Map<?, ?> doc = (Map<?, ?>) ((Map<?, ?>) answers.get(i)).get("doc");
      assertEquals(lines.get(i).split("\\s+")[0], ((Map<?, ?>) doc.get("_source")).get("code"));
    }
  }

  /** A picture of 1 to 90 pixels a side, a part of them see-through. */
  private static void write(Path file, boolean dark, Random random) throws IOException {
    BufferedImage picture =
        new BufferedImage(
            1 + random.nextInt(90), 1 + random.nextInt(90), BufferedImage.TYPE_INT_ARGB);
    int colour = random.nextInt(1 << 24);
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        int argb = (random.nextInt() & 0xFF3F3F3F) ^ colour;
        picture.setRGB(x, y, dark ? argb & 0xFF7F7F7F : argb);
      }
    }
    assertTrue(ImageIO.write(picture, "png", file.toFile()));
  }

  private static void upload(String model, Path file) throws IOException {
    Request upload = new Request("PUT", "/_plugins/_hashing/models/" + model);
    upload.setEntity(
        new ByteArrayEntity(Files.readAllBytes(file), ContentType.create("application/*")));
    assertEquals(201, client().performRequest(upload).getStatusLine().getStatusCode());
  }

  private static Map<String, Object> send(String method, String path, String body)
      throws IOException {
    Request request = new Request(method, path);
    if (body != null) {
      request.setJsonEntity(body);
    }
    return entityAsMap(client().performRequest(request));
  }

  /** Runs the command; its answer. */
  @SafeVarargs
  private static JsonObject hashing(List<String>... arguments)
      throws IOException, InterruptedException {
    Path jar = Path.of(System.getProperty("hashing.cli.jar"));
    assumeTrue("built with cli.skip", Files.exists(jar));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-jar", jar.toString()));
    Arrays.stream(arguments).forEach(command::addAll);
    command.add("--json");
    Path errors = createTempFile();
    Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(out + Files.readString(errors), 0, process.waitFor());
    return JsonParser.parseString(out).getAsJsonObject();
  }
}
