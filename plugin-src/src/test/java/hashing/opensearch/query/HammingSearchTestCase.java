package hashing.opensearch.query;

import static org.hamcrest.Matchers.containsString;

import hashing.opensearch.HashingPlugin;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.opensearch.ExceptionsHelper;
import org.opensearch.action.search.SearchRequestBuilder;
import org.opensearch.action.search.SearchResponse;
import org.opensearch.common.settings.Settings;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.plugins.Plugin;
import org.opensearch.search.SearchHit;
import org.opensearch.search.sort.SortOrder;
import org.opensearch.test.OpenSearchSingleNodeTestCase;

/**
 * An index of one shard and several segments, with deletes and duplicates, to hold against a scan.
 */
abstract class HammingSearchTestCase extends OpenSearchSingleNodeTestCase {
  static final String INDEX = "codes";

  HammingCorpus corpus;

  @Override
  protected Collection<Class<? extends Plugin>> getPlugins() {
    return List.of(HashingPlugin.class);
  }

  void index(int bits, int size) throws IOException {
    corpus = new HammingCorpus(random(), bits);
    // Refreshed by hand only: a merge in the background would change the order of documents.
    Settings settings =
        Settings.builder()
            .put("index.number_of_shards", 1)
            .put("index.refresh_interval", "-1")
            .build();
    client()
        .admin()
        .indices()
        .prepareCreate(INDEX)
        .setSettings(settings)
        .setMapping(corpus.mapping())
        .get();
    for (int i = 0; i < size; i++) {
      put("" + i);
      if (rarely()) {
        refresh();
      }
    }
    refresh();
    for (int i = 0; i < size / 10; i++) {
      String id = randomFrom(corpus.ids());
      if (randomBoolean()) {
        client().prepareDelete(INDEX, id).get();
        corpus.remove(id);
      } else {
        put(id);
      }
    }
    refresh();
    if (rarely()) {
      client().admin().indices().prepareForceMerge(INDEX).setMaxNumSegments(1).get();
      refresh();
    }
  }

  void put(String id) throws IOException {
    client().prepareIndex(INDEX).setId(id).setSource(HammingCorpus.source(corpus.add(id))).get();
  }

  void refresh() {
    client().admin().indices().prepareRefresh(INDEX).get();
  }

  @SuppressWarnings("AnnotateFormatMethod") // the annotation is in no library of ours
  static QueryBuilder json(String format, Object... arguments) {
    String json = arguments.length == 0 ? format : String.format(Locale.ROOT, format, arguments);
    return QueryBuilders.wrapperQuery(json);
  }

  SearchRequestBuilder request(QueryBuilder query) {
    return client().prepareSearch(INDEX).setQuery(query).setSize(5000);
  }

  SearchHit[] search(QueryBuilder query) {
    SearchResponse response = request(query).get();
    assertEquals(0, response.getFailedShards());
    return response.getHits().getHits();
  }

  static List<String> ids(SearchHit[] hits) {
    return Arrays.stream(hits).map(SearchHit::getId).toList();
  }

  /** All documents in the order of the shard, which breaks ties. */
  List<String> order() {
    SearchHit[] hits =
        request(QueryBuilders.matchAllQuery())
            .addSort("_doc", SortOrder.ASC)
            .get()
            .getHits()
            .getHits();
    assertEquals(new HashSet<>(corpus.ids()), new HashSet<>(ids(hits)));
    return ids(hits);
  }

  static void assertScores(Map<String, Integer> distances, float boost, SearchHit[] hits) {
    for (SearchHit hit : hits) {
      float expected = boost * HammingCorpus.score(distances.get(hit.getId()));
      assertEquals(hit.getId(), expected, hit.getScore(), 1e-6);
    }
  }

  void assertRefused(QueryBuilder query, String message) {
    Exception refused = expectThrows(Exception.class, () -> request(query).get());
    assertEquals(RestStatus.BAD_REQUEST, ExceptionsHelper.status(refused));
    assertThat(ExceptionsHelper.stackTrace(refused), containsString(message));
  }

  void createIndex(String name, String... mapping) {
    client().admin().indices().prepareCreate(name).setMapping(mapping).get();
  }

  long hits(String body) {
    return client()
        .prepareSearch("texts")
        .setQuery(json("{\"hamming\":{" + body + "}}"))
        .get()
        .getHits()
        .getTotalHits()
        .value();
  }
}
