package hashing.node;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.opensearch.client.Request;
import org.opensearch.client.RequestOptions;
import org.opensearch.client.Response;
import org.opensearch.client.ResponseException;
import org.opensearch.test.rest.OpenSearchRestTestCase;

/** Our plugin and opensearch-knn in one node: an index of each kind, and one of both. */
public class BesideKnnIT extends OpenSearchRestTestCase {

  private static final int DOCUMENTS = 300;
  private static final int BYTES = 8;

  private final Random random = new Random(1);

  @Override
  protected String getTestRestCluster() {
    return TestNode.address();
  }

  public void testOurIndex() throws Exception {
    create("ours", "{}", "");
    assertExact("ours");
  }

  public void testIndexOfBothKinds() throws Exception {
    Response created = create("both", "{\"index.knn\": true}", ",\"embedding\":" + knnVector());
    assertTrue(
        created.getWarnings().toString(),
        created.getWarnings().stream().anyMatch(warning -> warning.contains("[code]")));
    assertExact("both");
    assertKnnAnswers("both");
  }

  public void testFieldOfEachPluginWithoutKnnSetting() throws Exception {
    create("plain", "{}", ",\"embedding\":{\"type\":\"knn_vector\",\"dimension\":2}");
    assertExact("plain");
  }

  public void testKnnIndex() throws Exception {
    send(
        "PUT",
        "/theirs",
        "{\"settings\":{\"index.knn\":true,\"number_of_replicas\":0},"
            + "\"mappings\":{\"properties\":{\"embedding\":"
            + knnVector()
            + "}}}");
    StringBuilder bulk = new StringBuilder();
    for (int i = 0; i < DOCUMENTS; i++) {
      bulk.append("{\"index\":{\"_id\":\"").append(i).append("\"}}\n");
      bulk.append("{\"embedding\":[").append(i).append(",0]}\n");
    }
    send("POST", "/theirs/_bulk?refresh=true", bulk.toString());
    assertKnnAnswers("theirs");
  }

  /** Their vectors are arrays of numbers to a pipeline, in a document and in another index. */
  public void testCodesOfTheirVectors() throws Exception {
    send(
        "PUT",
        "/_ingest/pipeline/signs",
        "{\"processors\":[{\"hash_encode\":{\"model_id\":\"packed-ubinary-2\",\"field\":\"embedding\","
            + "\"target_field\":\"code\"}}]}");
    for (String index : List.of("vectors", "again")) {
      send(
          "PUT",
          "/" + index,
          "{\"settings\":{\"index.knn\":true,\"number_of_replicas\":0},\"mappings\":{\"properties\":"
              + "{\"code\":{\"type\":\"binary_code\",\"bits\":2},\"embedding\":"
              + knnVector()
              + "}}}");
    }
    String[] vectors = {"[1.5,-2]", "[-1,3]", "[2,2]"};
    String[] codes = {"80", "40", "c0"};
    StringBuilder bulk = new StringBuilder();
    for (int i = 0; i < vectors.length; i++) {
      bulk.append("{\"index\":{\"_id\":\"").append(i).append("\"}}\n");
      bulk.append("{\"embedding\":").append(vectors[i]).append("}\n");
    }
    send("POST", "/vectors/_bulk?refresh=true&pipeline=signs", bulk.toString());
    send(
        "POST",
        "/_reindex?refresh=true",
        "{\"source\":{\"index\":\"vectors\",\"_source\":[\"embedding\"]},"
            + "\"dest\":{\"index\":\"again\",\"pipeline\":\"signs\"}}");
    for (String index : List.of("vectors", "again")) {
      for (int i = 0; i < codes.length; i++) {
        JsonArray hits =
            hits(
                index,
                "{\"query\":{\"hamming\":{\"code\":{\"code\":\""
                    + codes[i]
                    + "\",\"max_distance\":0}}}}");
        assertEquals(1, hits.size());
        assertEquals(Integer.toString(i), hits.get(0).getAsJsonObject().get("_id").getAsString());
      }
    }
  }

  public void testTheirQueryOnOurFieldIsRefused() throws Exception {
    create("mixed", "{}", "");
    ResponseException refused =
        expectThrows(
            ResponseException.class,
            () ->
                send(
                    "POST",
                    "/mixed/_search",
                    "{\"query\":{\"knn\":{\"code\":{\"vector\":[1,2],\"k\":1}}}}"));
    assertEquals(400, refused.getResponse().getStatusLine().getStatusCode());
  }

  /** On the engine that needs no native library. */
  private static String knnVector() {
    return "{\"type\":\"knn_vector\",\"dimension\":2,"
        + "\"method\":{\"name\":\"hnsw\",\"engine\":\"lucene\",\"space_type\":\"l2\"}}";
  }

  private Response create(String index, String settings, String field) throws IOException {
    return send(
        "PUT",
        "/" + index,
        "{\"settings\":"
            + settings.replace(
                "}", (settings.length() > 2 ? "," : "") + "\"number_of_replicas\":0}")
            + ",\"mappings\":{\"properties\":{\"code\":{\"type\":\"binary_code\",\"bits\":64}"
            + field
            + "}}}");
  }

  /** Indexes codes, some of them twice, and holds answers against a scan; again after a merge. */
  private void assertExact(String index) throws IOException {
    List<byte[]> codes = new ArrayList<>();
    StringBuilder bulk = new StringBuilder();
    for (int i = 0; i < DOCUMENTS; i++) {
      byte[] code = new byte[BYTES];
      random.nextBytes(code);
      codes.add(i % 5 == 4 ? codes.get(i - 1) : code);
      bulk.append("{\"index\":{\"_id\":\"").append(i).append("\"}}\n");
      bulk.append("{\"code\":\"").append(HexFormat.of().formatHex(codes.get(i)));
      bulk.append("\",\"embedding\":[").append(i).append(",0]}\n");
    }
    send("POST", "/" + index + "/_bulk?refresh=true", bulk.toString());
    for (int round = 0; round < 2; round++) {
      for (int q = 0; q < 20; q++) {
        byte[] query = codes.get(random.nextInt(DOCUMENTS)).clone();
        query[random.nextInt(BYTES)] ^= (byte) random.nextInt(256);
        assertNearest(index, codes, query, 10);
      }
      send("POST", "/" + index + "/_forcemerge?max_num_segments=1", null);
      send("POST", "/" + index + "/_refresh", null);
    }
  }

  private static void assertNearest(String index, List<byte[]> codes, byte[] query, int k)
      throws IOException {
    JsonArray hits =
        hits(
            index,
            "{\"size\":"
                + k
                + ",\"query\":{\"hamming\":{\"code\":{\"code\":\""
                + HexFormat.of().formatHex(query)
                + "\",\"k\":"
                + k
                + "}}}}");
    List<Integer> wanted =
        codes.stream()
            .map(code -> distance(code, query))
            .sorted(Comparator.naturalOrder())
            .limit(k)
            .toList();
    List<Integer> found = new ArrayList<>();
    for (JsonElement hit : hits) {
      int id = hit.getAsJsonObject().get("_id").getAsInt();
      int distance = distance(codes.get(id), query);
      assertEquals(1f / (1 + distance), hit.getAsJsonObject().get("_score").getAsFloat(), 1e-6f);
      found.add(distance);
    }
    assertEquals(wanted, found);
  }

  private static int distance(byte[] a, byte[] b) {
    return new BigInteger(1, a).xor(new BigInteger(1, b)).bitCount();
  }

  private static void assertKnnAnswers(String index) throws IOException {
    JsonArray hits =
        hits(index, "{\"size\":1,\"query\":{\"knn\":{\"embedding\":{\"vector\":[7,0],\"k\":1}}}}");
    assertEquals("7", hits.get(0).getAsJsonObject().get("_id").getAsString());
  }

  private static JsonArray hits(String index, String body) throws IOException {
    String answer =
        new String(
            send("POST", "/" + index + "/_search", body).getEntity().getContent().readAllBytes(),
            StandardCharsets.UTF_8);
    JsonObject hits = JsonParser.parseString(answer).getAsJsonObject().getAsJsonObject("hits");
    return hits.getAsJsonArray("hits");
  }

  private static Response send(String method, String path, String body) throws IOException {
    Request request = new Request(method, path);
    if (body != null) {
      request.setJsonEntity(body);
    }
    RequestOptions.Builder options = request.getOptions().toBuilder();
    options.setWarningsHandler(warnings -> false);
    request.setOptions(options);
    return client().performRequest(request);
  }
}
