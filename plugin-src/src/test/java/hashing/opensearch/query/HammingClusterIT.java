package hashing.opensearch.query;

import static org.opensearch.test.hamcrest.OpenSearchAssertions.assertAcked;
import static org.opensearch.test.hamcrest.OpenSearchAssertions.assertNoFailures;

import hashing.opensearch.HashingPlugin;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.opensearch.action.bulk.BulkRequestBuilder;
import org.opensearch.action.search.SearchResponse;
import org.opensearch.common.settings.Settings;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.indices.replication.common.ReplicationType;
import org.opensearch.plugins.Plugin;
import org.opensearch.search.SearchHit;
import org.opensearch.test.OpenSearchIntegTestCase;

/** The query on several shards and their replicas: k of each shard, merged, are the nearest k. */
@OpenSearchIntegTestCase.ClusterScope(
    scope = OpenSearchIntegTestCase.Scope.TEST,
    numDataNodes = 2,
    supportsDedicatedMasters = false)
public class HammingClusterIT extends OpenSearchIntegTestCase {
  private static final String INDEX = "codes";

  @Override
  protected Collection<Class<? extends Plugin>> nodePlugins() {
    return List.of(HashingPlugin.class);
  }

  private HammingCorpus index(int bits, int shards, ReplicationType replication)
      throws IOException {
    HammingCorpus corpus = new HammingCorpus(random(), bits);
    Settings settings =
        Settings.builder()
            .put("index.number_of_shards", shards)
            .put("index.number_of_replicas", 1)
            .put("index.replication.type", replication)
            .build();
    assertAcked(prepareCreate(INDEX).setSettings(settings).setMapping(corpus.mapping()));
    ensureGreen(INDEX);
    for (int batch = 0; batch < 4; batch++) {
      BulkRequestBuilder bulk = client().prepareBulk();
      for (int i = 0; i < 75; i++) {
        String id = "" + randomIntBetween(0, 300);
        if (corpus.get(id) != null && randomBoolean()) {
          corpus.remove(id);
          bulk.add(client().prepareDelete(INDEX, id));
        } else {
          HammingCorpus.Document document = corpus.add(id);
          bulk.add(
              client().prepareIndex(INDEX).setId(id).setSource(HammingCorpus.source(document)));
        }
      }
      assertFalse(bulk.get().hasFailures());
      refresh(INDEX);
    }
    return corpus;
  }

  public void testDocumentReplication() throws Exception {
    checkAgainstScan(ReplicationType.DOCUMENT);
  }

  public void testSegmentReplication() throws Exception {
    checkAgainstScan(ReplicationType.SEGMENT);
  }

  private void checkAgainstScan(ReplicationType replication) throws Exception {
    int shards = randomIntBetween(2, 5);
    int bits = randomFrom(8, 64, 100);
    HammingCorpus corpus = index(bits, shards, replication);
    assertBusy(() -> {
      Map<String, Long> primary = sequenceNumbers("_primary");
      assertEquals(Set.copyOf(corpus.ids()), primary.keySet());
      assertEquals(primary, sequenceNumbers("_replica"));
    });
    for (int i = 0; i < 30; i++) {
      List<byte[]> codes = corpus.randomCodes(randomIntBetween(1, 2));
      boolean grouped = randomBoolean();
      Map<String, Integer> distances =
          corpus.distances(codes, document -> !grouped || document.group().equals("a"));
      int k = randomIntBetween(1, 60);
      String preference = randomFrom("_primary", "_replica");
      String filter = grouped ? ",\"filter\":{\"term\":{\"group\":\"a\"}}" : "";
      checkNearest(distances, k, search("\"k\":" + k + filter, codes, k, preference), shards);

      int radius = randomIntBetween(0, Math.min(10, bits));
      SearchResponse within =
          search("\"max_distance\":" + radius + filter, codes, 1000, preference);
      Set<String> expected = new HashSet<>();
      distances.forEach((id, distance) -> {
        if (distance <= radius) {
          expected.add(id);
        }
      });
      Set<String> found = new HashSet<>();
      within.getHits().forEach(hit -> found.add(hit.getId()));
      assertEquals(expected, found);
      assertEquals(expected.size(), within.getHits().getTotalHits().value());
    }
  }

  /** Of each document by id: the same on two copies where both have the same state of each. */
  private static Map<String, Long> sequenceNumbers(String preference) {
    SearchResponse all =
        client()
            .prepareSearch(INDEX)
            .setPreference(preference)
            .setSize(1000)
            .setFetchSource(false)
            .seqNoAndPrimaryTerm(true)
            .get();
    assertNoFailures(all);
    Map<String, Long> numbers = new HashMap<>();
    all.getHits().forEach(hit -> numbers.put(hit.getId(), hit.getSeqNo()));
    return numbers;
  }

  private SearchResponse search(
      String parameters, List<byte[]> codes, int size, String preference) {
    String json = "{\"hamming\":{\"code\":{" + HammingCorpus.json(codes) + "," + parameters + "}}}";
    QueryBuilder query = QueryBuilders.wrapperQuery(json);
    SearchResponse response =
        client(randomFrom(internalCluster().getNodeNames()))
            .prepareSearch(INDEX)
            .setPreference(preference)
            .setQuery(query)
            .setSize(size)
            .get();
    assertNoFailures(response);
    return response;
  }

  /** Distances must be the k smallest; which of several at the k-th place is the shards' order. */
  private static void checkNearest(
      Map<String, Integer> distances, int k, SearchResponse response, int shards) {
    List<Integer> sorted = distances.values().stream().sorted().limit(k).toList();
    List<Integer> found = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (SearchHit hit : response.getHits()) {
      assertTrue(ids.add(hit.getId()));
      int distance = distances.get(hit.getId());
      assertEquals(HammingCorpus.score(distance), hit.getScore(), 1e-6);
      found.add(distance);
    }
    assertEquals(sorted, found);
    long total = response.getHits().getTotalHits().value();
    assertTrue(total >= found.size() && total <= Math.min((long) k * shards, distances.size()));
  }

  public void testLikeFromEachNode() throws Exception {
    HammingCorpus corpus = index(64, randomIntBetween(2, 5), randomFrom(ReplicationType.values()));
    String id =
        randomValueOtherThanMany(i -> corpus.get(i).code() == null, () -> randomFrom(corpus.ids()));
    Map<String, Integer> distances =
        corpus.distances(List.of(corpus.get(id).code()), document -> true);
    List<Integer> sorted = distances.values().stream().sorted().limit(5).toList();
    for (String node : internalCluster().getNodeNames()) {
      SearchResponse response =
          client(node)
              .prepareSearch(INDEX)
              .setPreference("_primary")
              .setQuery(
                  QueryBuilders.wrapperQuery(
                      "{\"hamming\":{\"code\":{\"k\":5,\"like\":{\"index\":\"codes\",\"id\":\""
                          + id
                          + "\"}}}}"))
              .setSize(5)
              .get();
      List<Integer> found = new ArrayList<>();
      response.getHits().forEach(hit -> found.add(distances.get(hit.getId())));
      assertEquals(sorted, found);
    }
  }
}
