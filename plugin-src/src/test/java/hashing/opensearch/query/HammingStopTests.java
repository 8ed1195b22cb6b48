package hashing.opensearch.query;

import hashing.opensearch.HashingPlugin;
import hashing.search.SearchStoppedException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.opensearch.ExceptionsHelper;
import org.opensearch.action.admin.cluster.node.tasks.cancel.CancelTasksResponse;
import org.opensearch.action.bulk.BulkRequestBuilder;
import org.opensearch.action.search.SearchAction;
import org.opensearch.action.search.SearchRequestBuilder;
import org.opensearch.action.search.SearchResponse;
import org.opensearch.common.action.ActionFuture;
import org.opensearch.common.settings.Settings;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.core.tasks.TaskCancelledException;
import org.opensearch.index.query.BoolQueryBuilder;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.plugins.Plugin;
import org.opensearch.search.aggregations.AggregationBuilders;
import org.opensearch.search.aggregations.bucket.filter.FiltersAggregator;
import org.opensearch.test.InternalSettingsPlugin;
import org.opensearch.test.OpenSearchSingleNodeTestCase;

/**
 * Long searches that are told to stop: each clause below takes some tenths of a second at least, of
 * one thread, and a search has several.
 */
public class HammingStopTests extends OpenSearchSingleNodeTestCase {

  private static final String INDEX = "long";
  private static final int BITS = 16_384;
  private static final int DOCUMENTS = 8_000;
  private static final int CLAUSES = 6;

  private List<String> asked;

  @Override
  protected Collection<Class<? extends Plugin>> getPlugins() {
    return List.of(HashingPlugin.class, InternalSettingsPlugin.class);
  }

  @Override
  protected Settings nodeSettings() {
    // One thread, on machines of any number of cores.
    return Settings.builder().put("search.concurrent_segment_search.mode", "none").build();
  }

  @Override
  public void setUp() throws Exception {
    super.setUp();
    client()
        .admin()
        .indices()
        .prepareCreate(INDEX)
        .setSettings(
            Settings.builder()
                .put("index.number_of_shards", 1)
                .put("index.refresh_interval", "-1")
                .put("index.queries.cache.everything", true))
        .setMapping("code", "type=binary_code,bits=" + BITS + ",format=base64")
        .get();
    Random random = new Random(randomLong());
    for (int from = 0; from < DOCUMENTS; from += 500) {
      BulkRequestBuilder bulk = client().prepareBulk();
      for (int i = from; i < from + 500; i++) {
        bulk.add(client().prepareIndex(INDEX).setSource(Map.of("code", code(random))));
      }
      assertFalse(bulk.get().hasFailures());
    }
    client().admin().indices().prepareRefresh(INDEX).get();
    asked = new ArrayList<>();
    for (int i = 0; i < HammingQueryBuilder.MAX_CODES; i++) {
      asked.add(code(random));
    }
  }

  private static String code(Random random) {
    byte[] code = new byte[BITS / 8];
    random.nextBytes(code);
    return Base64.getEncoder().encodeToString(code);
  }

  private static QueryBuilder query(List<String> codes, String limit) {
    return QueryBuilders.wrapperQuery(
        String.format(
            Locale.ROOT,
            "{\"hamming\":{\"code\":{\"codes\":[\"%s\"],%s}}}",
            String.join("\",\"", codes),
            limit));
  }

  /** No two clauses are equal, or one would do for all. */
  private QueryBuilder many(String parameter) {
    BoolQueryBuilder all = QueryBuilders.boolQuery();
    for (int i = 0; i < CLAUSES; i++) {
      all.should(query(asked, "\"" + parameter + "\":" + (9_000 + i)));
    }
    return all;
  }

  private QueryBuilder filters() {
    BoolQueryBuilder all = QueryBuilders.boolQuery();
    for (int i = 0; i < CLAUSES; i++) {
      all.filter(query(asked, "\"max_distance\":" + (9_000 + i)));
    }
    return all;
  }

  private SearchRequestBuilder search(QueryBuilder query) {
    return client().prepareSearch(INDEX).setQuery(query).setTrackTotalHits(true);
  }

  private SearchResponse timesOut(SearchRequestBuilder request) {
    SearchResponse response = request.setTimeout(TimeValue.timeValueMillis(100)).get();
    assertTrue(response.toString(), response.isTimedOut());
    assertEquals(0, response.getFailedShards());
    return response;
  }

  private void timesOutWithoutHits(SearchRequestBuilder request) {
    SearchResponse response = timesOut(request);
    assertEquals(0, response.getHits().getTotalHits().value());
    assertEquals(0, response.getHits().getHits().length);
  }

  public void testTimeoutGivesNoHits() {
    timesOutWithoutHits(search(many("k")));
    timesOutWithoutHits(search(many("max_distance")));
    timesOutWithoutHits(search(many("max_distance")).setSize(0));
    // Documents that one clause leads to are compared by the others one by one: some may be hits.
    timesOut(search(filters()));
    timesOut(search(filters()).setSize(0));
    timesOut(search(QueryBuilders.constantScoreQuery(filters())));
    QueryBuilder one = query(asked.subList(0, 1), "\"max_distance\":" + BITS);
    SearchResponse whole = search(one).setRequestCache(true).get();
    assertFalse(whole.isTimedOut());
    assertEquals("nothing half-done is kept", DOCUMENTS, whole.getHits().getTotalHits().value());
    whole = search(query(asked.subList(0, 3), "\"k\":10")).setSize(100).get();
    assertEquals(10, whole.getHits().getHits().length);
    assertEquals(
        0,
        client()
            .admin()
            .indices()
            .prepareStats(INDEX)
            .setQueryCache(true)
            .get()
            .getTotal()
            .getQueryCache()
            .getCacheSize());
  }

  public void testTimeoutInsideAnAggregation() {
    FiltersAggregator.KeyedFilter[] filters = new FiltersAggregator.KeyedFilter[CLAUSES];
    for (int i = 0; i < CLAUSES; i++) {
      filters[i] =
          new FiltersAggregator.KeyedFilter(
              "f" + i, query(asked, "\"max_distance\":" + (9_000 + i)));
    }
    SearchResponse response =
        search(QueryBuilders.matchAllQuery())
            .setSize(0)
            .addAggregation(AggregationBuilders.filters("near", filters))
            .setTimeout(TimeValue.timeValueMillis(100))
            .get();
    assertTrue(response.isTimedOut());
    assertEquals(0, response.getFailedShards());
  }

  public void testCancelEndsTheSearch() throws Exception {
    cancels(search(many("k")));
    cancels(search(many("max_distance")));
    cancels(search(filters()).setSize(0));
  }

  private void cancels(SearchRequestBuilder request) throws Exception {
    // A search that ended before it was cancelled tells nothing: on to the next one.
    for (int attempt = 0; attempt < 10; attempt++) {
      ActionFuture<SearchResponse> running = request.execute();
      assertBusy(() -> assertTrue(running.isDone() || isSearching()));
      CancelTasksResponse cancelled =
          client().admin().cluster().prepareCancelTasks().setActions(SearchAction.NAME).get();
      try {
        running.get(5, TimeUnit.MINUTES);
      } catch (ExecutionException e) {
        assertFalse(cancelled.getTasks().isEmpty());
        assertNotNull(
            ExceptionsHelper.stackTrace(e),
            ExceptionsHelper.unwrap(e, TaskCancelledException.class));
        assertNull(ExceptionsHelper.unwrap(e, SearchStoppedException.class));
        assertBusy(() -> assertFalse(isSearching()));
        return;
      }
    }
    fail("no search was cancelled");
  }

  /** Whether a shard is at it. */
  private boolean isSearching() {
    return !client()
        .admin()
        .cluster()
        .prepareListTasks()
        .setActions(SearchAction.NAME + "[phase/query]")
        .get()
        .getTasks()
        .isEmpty();
  }
}
