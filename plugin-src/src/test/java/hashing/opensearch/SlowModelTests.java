package hashing.opensearch;

import static org.hamcrest.Matchers.containsString;

import hashing.opensearch.ingest.HashEncodeProcessor;
import hashing.opensearch.ingest.HashEncodeProcessorFactory;
import hashing.opensearch.model.GatedEncoder;
import hashing.opensearch.model.ModelRegistry;
import hashing.opensearch.model.ModelSource;
import hashing.opensearch.pool.EncodePool;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.opensearch.ExceptionsHelper;
import org.opensearch.action.bulk.BulkItemResponse;
import org.opensearch.action.bulk.BulkResponse;
import org.opensearch.action.index.IndexRequest;
import org.opensearch.action.ingest.PutPipelineRequest;
import org.opensearch.action.search.SearchResponse;
import org.opensearch.cluster.metadata.IndexNameExpressionResolver;
import org.opensearch.cluster.service.ClusterService;
import org.opensearch.common.action.ActionFuture;
import org.opensearch.common.settings.Setting;
import org.opensearch.common.settings.Settings;
import org.opensearch.core.common.bytes.BytesArray;
import org.opensearch.core.common.io.stream.NamedWriteableRegistry;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.core.xcontent.MediaTypeRegistry;
import org.opensearch.core.xcontent.NamedXContentRegistry;
import org.opensearch.env.Environment;
import org.opensearch.env.NodeEnvironment;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.ingest.Processor;
import org.opensearch.plugins.IngestPlugin;
import org.opensearch.plugins.Plugin;
import org.opensearch.repositories.RepositoriesService;
import org.opensearch.script.ScriptService;
import org.opensearch.test.OpenSearchSingleNodeTestCase;
import org.opensearch.threadpool.ExecutorBuilder;
import org.opensearch.threadpool.ThreadPool;
import org.opensearch.transport.client.Client;
import org.opensearch.watcher.ResourceWatcherService;

/** A node whose model stands still: what does not need it goes on, what does fails in time. */
public class SlowModelTests extends OpenSearchSingleNodeTestCase {
  private static final GatedEncoder.Gate GATE = new GatedEncoder.Gate();

  /** More searches than there are threads for them. */
  private static final int SEARCHES = 60;

  /** A node with one model, which stands at the gate. */
  public static final class SlowPlugin extends HashingSearchPlugin implements IngestPlugin {
    public SlowPlugin() {
      super(
          new ModelRegistry(
              List.of(() -> new ModelSource.Listing(List.of(GATE.model("slow@1", 0)), Map.of()))));
    }

    @Override
    public List<Setting<?>> getSettings() {
      return HashingSettings.all();
    }

    @Override
    public Collection<Object> createComponents(
        Client client,
        ClusterService cluster,
        ThreadPool pool,
        ResourceWatcherService watcher,
        ScriptService scripts,
        NamedXContentRegistry contents,
        Environment environment,
        NodeEnvironment node,
        NamedWriteableRegistry writeables,
        IndexNameExpressionResolver resolver,
        Supplier<RepositoriesService> repositories) {
      models.start(pool, cluster);
      return List.of();
    }

    @Override
    public List<ExecutorBuilder<?>> getExecutorBuilders(Settings settings) {
      return List.of(EncodePool.builder(settings));
    }

    @Override
    public Map<String, Processor.Factory> getProcessors(Processor.Parameters parameters) {
      return Map.of(HashEncodeProcessor.TYPE, new HashEncodeProcessorFactory(models));
    }

    @Override
    public void close() {
      GATE.openForEver();
      models.close();
    }
  }

  @Override
  protected Collection<Class<? extends Plugin>> getPlugins() {
    return List.of(SlowPlugin.class);
  }

  private void timeout(String time) {
    client()
        .admin()
        .cluster()
        .prepareUpdateSettings()
        .setTransientSettings(
            time == null
                ? Settings.builder().putNull("plugins.hashing.encode.timeout").build()
                : Settings.builder().put("plugins.hashing.encode.timeout", time).build())
        .get();
  }

  private ActionFuture<SearchResponse> near(String text) {
    return client()
        .prepareSearch("codes")
        .setQuery(
            QueryBuilders.wrapperQuery(
                "{\"hamming\": {\"code\": {\"query_text\": \"" + text + "\", \"k\": 1}}}"))
        .execute();
  }

  private ActionFuture<BulkResponse> bulk(String pipeline, int from, int to) {
    var bulk = client().prepareBulk();
    for (int i = from; i < to; i++) {
      bulk.add(
          new IndexRequest("codes")
              .id("" + i)
              .setPipeline(pipeline)
              .source(Map.of("text", "a".repeat(i + 1), "code", "0000")));
    }
    return bulk.execute();
  }

  public void testOthersGoOnAndWaitingEnds() throws Exception {
    createIndex(
        "codes",
        Settings.builder().put("index.number_of_shards", 3).build(),
        "_doc",
        "text",
        "type=text",
        "code",
        "type=binary_code,bits=16,model_id=slow@1");
    String pipeline =
        "{\"processors\": [{\"hash_encode\":"
            + " {\"model_id\": \"slow\", \"field\": \"text\", \"target_field\": \"code\"}}]}";
    client()
        .admin()
        .cluster()
        .putPipeline(
            new PutPipelineRequest("encode", new BytesArray(pipeline), MediaTypeRegistry.JSON))
        .get();
    timeout("1h");
    ActionFuture<BulkResponse> indexed = bulk("encode", 0, 20);
    GATE.awaitBatch();
    List<ActionFuture<SearchResponse>> waiting = new ArrayList<>();
    for (int i = 0; i < SEARCHES; i++) {
      waiting.add(near("a".repeat(1 + i % 20)));
    }
    // The gate is shut: what follows must not need what waits at it.
    assertFalse(bulk(null, 20, 40).actionGet().hasFailures());
    client().admin().indices().prepareRefresh("codes").get();
    SearchResponse other =
        client().prepareSearch("codes").setQuery(QueryBuilders.matchAllQuery()).get();
    assertEquals(20, other.getHits().getTotalHits().value());
    assertFalse(indexed.isDone());
    waiting.forEach(search -> assertFalse(search.isDone()));

    timeout("50ms");
    Exception refused = expectThrows(Exception.class, () -> near("abc").actionGet());
    assertEquals(RestStatus.SERVICE_UNAVAILABLE, ExceptionsHelper.status(refused));
    assertThat(
        ExceptionsHelper.stackTrace(refused),
        containsString("model [slow@1] did not encode within [50ms]"));
    for (BulkItemResponse item : bulk("encode", 40, 45).actionGet()) {
      assertThat(
          item.getFailureMessage(), containsString("model [slow] did not encode within [50ms]"));
      assertEquals(RestStatus.SERVICE_UNAVAILABLE, item.getFailure().getStatus());
    }
    timeout("1h");
    GATE.openForEver();
    assertFalse(indexed.actionGet().hasFailures());
    waiting.forEach(search -> assertEquals(RestStatus.OK, search.actionGet().status()));
    client().admin().indices().prepareRefresh("codes").get();
    for (int i = 0; i < 20; i++) {
      SearchResponse found = near("a".repeat(i + 1)).actionGet();
      assertEquals("" + i, found.getHits().getAt(0).getId());
    }
    timeout(null);
  }
}
