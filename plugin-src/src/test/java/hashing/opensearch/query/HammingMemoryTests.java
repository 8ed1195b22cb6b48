package hashing.opensearch.query;

import hashing.opensearch.HashingPlugin;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.opensearch.ExceptionsHelper;
import org.opensearch.action.bulk.BulkRequestBuilder;
import org.opensearch.action.search.SearchPhaseExecutionException;
import org.opensearch.common.settings.Settings;
import org.opensearch.core.common.breaker.CircuitBreakingException;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.plugins.Plugin;
import org.opensearch.test.OpenSearchSingleNodeTestCase;

/** A search whose documents find no room under the request breaker is refused. */
public class HammingMemoryTests extends OpenSearchSingleNodeTestCase {

  private static final int DOCUMENTS = 3_000;

  @Override
  protected Collection<Class<? extends Plugin>> getPlugins() {
    return List.of(HashingPlugin.class);
  }

  private long hits(int maxDistance) {
    return client()
        .prepareSearch("codes")
        .setQuery(
            QueryBuilders.wrapperQuery(
                "{\"hamming\":{\"code\":{\"code\":\"0\",\"max_distance\":" + maxDistance + "}}}"))
        .setTrackTotalHits(true)
        .get()
        .getHits()
        .getTotalHits()
        .value();
  }

  private void limit(String bytes) {
    client()
        .admin()
        .cluster()
        .prepareUpdateSettings()
        .setTransientSettings(Settings.builder().put("indices.breaker.request.limit", bytes))
        .get();
  }

  public void testBreaker() {
    client()
        .admin()
        .indices()
        .prepareCreate("codes")
        .setSettings(Settings.builder().put("index.number_of_shards", 1))
        .setMapping("code", "type=binary_code,bits=32,format=long")
        .get();
    BulkRequestBuilder bulk = client().prepareBulk();
    for (int i = 0; i < DOCUMENTS; i++) {
      bulk.add(client().prepareIndex("codes").setSource(Map.of("code", i)));
    }
    assertFalse(bulk.get().hasFailures());
    client().admin().indices().prepareForceMerge("codes").setMaxNumSegments(1).get();
    client().admin().indices().prepareRefresh("codes").get();
    assertEquals(DOCUMENTS, hits(31));
    try {
      limit("1kb");
      assertEquals("few documents need no more than their keys", 1, hits(0));
      SearchPhaseExecutionException refused =
          expectThrows(SearchPhaseExecutionException.class, () -> hits(31));
      assertEquals(RestStatus.TOO_MANY_REQUESTS, refused.status());
      assertNotNull(ExceptionsHelper.unwrap(refused, CircuitBreakingException.class));
    } finally {
      limit(null);
    }
    assertEquals(DOCUMENTS, hits(31));
  }
}
