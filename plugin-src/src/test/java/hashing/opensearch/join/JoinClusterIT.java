package hashing.opensearch.join;

import static org.opensearch.test.hamcrest.OpenSearchAssertions.assertAcked;

import hashing.code.Codes;
import hashing.opensearch.HashingPlugin;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.opensearch.action.bulk.BulkRequestBuilder;
import org.opensearch.action.search.SearchResponse;
import org.opensearch.common.settings.Settings;
import org.opensearch.common.xcontent.XContentHelper;
import org.opensearch.common.xcontent.XContentType;
import org.opensearch.common.xcontent.json.JsonXContent;
import org.opensearch.core.common.bytes.BytesReference;
import org.opensearch.core.xcontent.DeprecationHandler;
import org.opensearch.core.xcontent.ToXContent;
import org.opensearch.core.xcontent.XContentParser;
import org.opensearch.plugins.Plugin;
import org.opensearch.search.SearchHit;
import org.opensearch.test.OpenSearchIntegTestCase;

/** Joins over several nodes and shards, against all pairs compared one by one. */
@OpenSearchIntegTestCase.ClusterScope(
    scope = OpenSearchIntegTestCase.Scope.SUITE,
    numDataNodes = 2,
    supportsDedicatedMasters = false)
public class JoinClusterIT extends OpenSearchIntegTestCase {
  private final Random codes = new Random(randomLong());

  /** A document of the corpus. */
  private record Document(byte[] code, String group) {}

  @Override
  protected Collection<Class<? extends Plugin>> nodePlugins() {
    return List.of(HashingPlugin.class);
  }

  private int bits;

  /** Codes near few centres, many of them equal; some documents are deleted or changed. */
  private TreeMap<String, Document> index(String name, int documents) {
    assertAcked(
        prepareCreate(name)
            .setSettings(
                Settings.builder()
                    .put("index.number_of_shards", randomIntBetween(1, 4))
                    .put("index.number_of_replicas", randomIntBetween(0, 1)))
            .setMapping("code", "type=binary_code,bits=" + bits, "group", "type=keyword"));
    ensureGreen(name);
    TreeMap<String, Document> corpus = new TreeMap<>();
    for (int round = 0; round < 3; round++) {
      BulkRequestBuilder bulk = client().prepareBulk();
      for (int i = 0; i < documents / 3; i++) {
        String id = "" + codes.nextInt(documents);
        if (corpus.containsKey(id) && codes.nextInt(3) == 0) {
          corpus.remove(id);
          bulk.add(client().prepareDelete(name, id));
          continue;
        }
        Document document = new Document(code(), codes.nextBoolean() ? "a" : "b");
        corpus.put(id, document);
        Map<String, String> source =
            Map.of("code", HexFormat.of().formatHex(document.code()), "group", document.group());
        bulk.add(client().prepareIndex(name).setId(id).setSource(source));
      }
      assertFalse(bulk.get().hasFailures());
      refresh(name);
    }
    return corpus;
  }

  private byte[] code() {
    byte[] code = new byte[bits / 8];
    new Random(codes.nextInt(12)).nextBytes(code);
    for (int flips = codes.nextInt(5); flips > 0; flips--) {
      code[codes.nextInt(code.length)] ^= (byte) (1 << codes.nextInt(8));
    }
    return code;
  }

  private JoinRequest request(String index, String body) throws IOException {
    try (XContentParser parser =
        JsonXContent.jsonXContent.createParser(
            xContentRegistry(), DeprecationHandler.THROW_UNSUPPORTED_OPERATION, body)) {
      return JoinBody.read(new String[] {index}, parser);
    }
  }

  /** Runs a join that writes to an index, and hands out its report. */
  private Map<String, Object> join(String index, String body) throws IOException {
    String full = body.substring(0, body.length() - 1) + ",\"destination\":{\"index\":\"out\"}}";
    JoinResponse response =
        client(randomFrom(internalCluster().getNodeNames()))
            .execute(JoinAction.INSTANCE, request(index, full))
            .actionGet();
    BytesReference json =
        BytesReference.bytes(
            response.toXContent(JsonXContent.contentBuilder(), ToXContent.EMPTY_PARAMS));
    return XContentHelper.convertToMap(json, true, XContentType.JSON).v2();
  }

  /** The rows of the destination, which goes. */
  private List<Map<String, Object>> rows() {
    SearchResponse response = client().prepareSearch("out").setSize(10_000).get();
    List<Map<String, Object>> rows = new ArrayList<>();
    for (SearchHit hit : response.getHits()) {
      if (hit.getId().equals("status")) {
        assertEquals(true, ((Map<?, ?>) hit.getSourceAsMap().get("status")).get("complete"));
      } else {
        rows.add(hit.getSourceAsMap());
      }
    }
    assertEquals(rows.size() + 1, response.getHits().getTotalHits().value());
    assertAcked(client().admin().indices().prepareDelete("out"));
    return rows;
  }

  private static String name(Object document) {
    Map<?, ?> map = (Map<?, ?>) document;
    return map.get("index") + "/" + map.get("id");
  }

  private static int distance(Document a, Document b) {
    return Codes.distance(a.code(), b.code());
  }

  public void testPairsAndGroupsOfOneIndex() throws IOException {
    bits = randomFrom(16, 64, 128);
    TreeMap<String, Document> corpus = index("one", 150);
    int radius = randomIntBetween(0, 6);
    boolean filtered = randomBoolean();
    List<String> ids =
        corpus.keySet().stream()
            .filter(id -> !filtered || corpus.get(id).group().equals("a"))
            .toList();
    Map<Set<String>, Integer> expected = new HashMap<>();
    for (String a : ids) {
      for (String b : ids) {
        int distance = distance(corpus.get(a), corpus.get(b));
        if (a.compareTo(b) < 0 && distance <= radius) {
          expected.put(Set.of("one/" + a, "one/" + b), distance);
        }
      }
    }
    String body =
        "{\"field\":\"code\",\"radius\":"
            + radius
            + (filtered ? ",\"filter\":{\"term\":{\"group\":\"a\"}}" : "");
    Map<String, Object> report = join("one", body + "}");
    Map<Set<String>, Integer> found = new HashMap<>();
    for (Map<String, Object> row : rows()) {
      Set<String> pair = Set.of(name(row.get("left")), name(row.get("right")));
      assertNull(pair + " twice", found.put(pair, (Integer) row.get("distance")));
    }
    assertEquals(expected, found);
    Map<?, ?> pairs = (Map<?, ?>) report.get("pairs");
    assertEquals(expected.size(), pairs.get("found"));
    assertEquals(0, pairs.get("cut"));
    assertEquals(ids.size(), report.get("documents"));

    Map<String, Object> grouped = join("one", body + ",\"as\":\"groups\"}");
    Map<Object, Set<String>> groups = new HashMap<>();
    Map<Object, Integer> sizes = new HashMap<>();
    for (Map<String, Object> row : rows()) {
      groups.computeIfAbsent(row.get("group"), _ -> new HashSet<>()).add(name(row.get("document")));
      sizes.put(row.get("group"), (Integer) row.get("documents"));
    }
    groups.forEach((group, members) -> assertEquals((int) sizes.get(group), members.size()));
    assertEquals(components(expected.keySet()), new HashSet<>(groups.values()));
    assertEquals(groups.size(), ((Map<?, ?>) grouped.get("groups")).get("count"));
  }

  private static Set<Set<String>> components(Set<Set<String>> pairs) {
    Map<String, Set<String>> components = new HashMap<>();
    for (Set<String> pair : pairs) {
      Set<String> joined = new HashSet<>();
      pair.forEach(id -> joined.addAll(components.getOrDefault(id, Set.of(id))));
      joined.forEach(id -> components.put(id, joined));
    }
    return new HashSet<>(components.values());
  }

  public void testPairsOfTwoIndices() throws IOException {
    bits = 64;
    TreeMap<String, Document> left = index("left", 120);
    TreeMap<String, Document> right = index("right", 90);
    Map<List<String>, Integer> expected = new HashMap<>();
    left.forEach((a, one) ->
        right.forEach((b, other) -> {
          if (other.group().equals("b") && distance(one, other) <= 5) {
            expected.put(List.of("left/" + a, "right/" + b), distance(one, other));
          }
        }));
    join(
        "left",
        "{\"field\":\"code\",\"radius\":5,\"with\":{\"index\":\"right\",\"filter\":"
            + "{\"term\":{\"group\":\"b\"}}}}");
    Map<List<String>, Integer> found = new HashMap<>();
    for (Map<String, Object> row : rows()) {
      List<String> pair = List.of(name(row.get("left")), name(row.get("right")));
      assertNull(pair + " twice", found.put(pair, (Integer) row.get("distance")));
    }
    assertEquals(expected, found);

    join(
        "left",
        "{\"field\":\"code\",\"radius\":5,\"as\":\"groups\",\"with\":{\"index\":\"right\","
            + "\"filter\":{\"term\":{\"group\":\"b\"}}}}");
    Map<Object, Set<String>> groups = new HashMap<>();
    for (Map<String, Object> row : rows()) {
      groups.computeIfAbsent(row.get("group"), _ -> new HashSet<>()).add(name(row.get("document")));
    }
    Set<Set<String>> pairs = new HashSet<>();
    expected.keySet().forEach(pair -> pairs.add(Set.copyOf(pair)));
    assertEquals(components(pairs), new HashSet<>(groups.values()));
  }

  public void testNearestNeighbors() throws IOException {
    bits = randomFrom(16, 64);
    TreeMap<String, Document> corpus = index("graph", 120);
    int k = randomIntBetween(1, 20);
    Map<String, Object> report = join("graph", "{\"field\":\"code\",\"k\":" + k + "}");
    List<Map<String, Object>> rows = rows();
    assertEquals(corpus.size(), rows.size());
    for (Map<String, Object> row : rows) {
      String id = (String) ((Map<?, ?>) row.get("document")).get("id");
      int[] distances =
          corpus.keySet().stream()
              .filter(other -> !other.equals(id))
              .mapToInt(other -> distance(corpus.get(id), corpus.get(other)))
              .sorted()
              .limit(k)
              .toArray();
      List<Integer> found = new ArrayList<>();
      Set<String> neighbors = new HashSet<>();
      for (Object neighbor : (List<?>) row.get("neighbors")) {
        Map<?, ?> map = (Map<?, ?>) neighbor;
        String other = (String) map.get("id");
        assertTrue(neighbors.add(other));
        assertNotEquals(id, other);
        assertEquals(distance(corpus.get(id), corpus.get(other)), map.get("distance"));
        found.add((Integer) map.get("distance"));
      }
      assertEquals(Arrays.stream(distances).boxed().toList(), found);
    }
    assertEquals(rows.size(), report.get("rows"));
  }

  public void testBatchSearch() throws IOException {
    bits = randomFrom(16, 64);
    TreeMap<String, Document> corpus = index("batch", 120);
    List<byte[]> asked = new ArrayList<>();
    for (int i = randomIntBetween(1, 40); i > 0; i--) {
      asked.add(codes.nextBoolean() || asked.isEmpty() ? code() : randomFrom(asked));
    }
    boolean nearest = randomBoolean();
    int limit = randomIntBetween(1, 12);
    int radius = nearest ? bits : randomIntBetween(0, 6);
    String list = String.join("\",\"", asked.stream().map(HexFormat.of()::formatHex).toList());
    String body =
        "{\"field\":\"code\",\"codes\":[\""
            + list
            + "\"],"
            + (nearest ? "\"k\":" + limit : "\"radius\":" + radius + ",\"size\":" + limit)
            + "}";
    SearchBatchRequest request;
    try (XContentParser parser =
        JsonXContent.jsonXContent.createParser(
            xContentRegistry(), DeprecationHandler.THROW_UNSUPPORTED_OPERATION, body)) {
      request = SearchBatchRequest.read(new String[] {"batch"}, parser);
    }
    SearchBatchResponse response =
        client(randomFrom(internalCluster().getNodeNames()))
            .execute(SearchBatchAction.INSTANCE, request)
            .actionGet();
    assertEquals(asked.size(), response.answers().size());
    for (int i = 0; i < asked.size(); i++) {
      Document query = new Document(asked.get(i), "");
      List<Integer> expected =
          corpus.values().stream()
              .map(document -> distance(query, document))
              .filter(distance -> distance <= radius)
              .sorted()
              .toList();
      SearchBatchResponse.Answer answer = response.answers().get(i);
      List<Integer> found = new ArrayList<>();
      for (SearchBatchResponse.Hit hit : answer.hits()) {
        assertEquals(distance(query, corpus.get(hit.id())), hit.distance());
        found.add(hit.distance());
      }
      assertEquals(expected.stream().limit(limit).toList(), found);
      assertEquals(!nearest && expected.size() > limit, answer.more());
    }
  }
}
