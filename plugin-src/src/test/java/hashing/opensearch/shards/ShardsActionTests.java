package hashing.opensearch.shards;

import hashing.opensearch.HashingPlugin;
import hashing.opensearch.query.HammingFixtures;
import hashing.opensearch.stats.NodeStats;
import hashing.opensearch.stats.Stat;
import hashing.opensearch.stats.StatsAction;
import hashing.opensearch.stats.StatsRequest;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.opensearch.action.ActionType;
import org.opensearch.common.settings.Settings;
import org.opensearch.core.index.Index;
import org.opensearch.index.IndexNotFoundException;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.indices.IndicesService;
import org.opensearch.plugins.Plugin;
import org.opensearch.test.OpenSearchSingleNodeTestCase;

/** What warmup, clear_cache and the counts of fields do to real shards. */
public class ShardsActionTests extends OpenSearchSingleNodeTestCase {

  @Override
  protected Collection<Class<? extends Plugin>> getPlugins() {
    return List.of(HashingPlugin.class);
  }

  private void index() {
    client()
        .admin()
        .indices()
        .prepareCreate("codes")
        .setSettings(
            Settings.builder()
                .put("index.number_of_shards", 1)
                .put("index.store.type", "niofs")
                .put("index.compound_format", false)
                .put("index.refresh_interval", "-1"))
        .setMapping(
            "code",
            "type=binary_code,bits=64,model_id=" + HammingFixtures.TEXT_MODEL,
            "other",
            "type=binary_code,bits=8")
        .get();
    for (int i = 0; i < 300; i++) {
      String code = String.format(Locale.ROOT, "%016x", i / 2 * 0x123456789ABL);
      client().prepareIndex("codes").setSource(Map.of("code", code)).get();
      if (i == 100) {
        // So that there is something to merge: only merges write files of their own.
        client().admin().indices().prepareRefresh("codes").get();
      }
    }
    client().admin().indices().prepareForceMerge("codes").setMaxNumSegments(1).get();
    client().admin().indices().prepareRefresh("codes").get();
  }

  private ShardsResponse send(ActionType<ShardsResponse> action) {
    return client().execute(action, new ShardsRequest("codes")).actionGet();
  }

  public void testFields() {
    index();
    FieldsResponse response =
        client().execute(FieldsAction.INSTANCE, new ShardsRequest("codes")).actionGet();
    assertEquals(1, response.getSuccessfulShards());
    List<FieldSize> fields = response.shards().getFirst().fields();
    assertEquals(2, fields.size());
    FieldSize code = fields.getFirst();
    assertEquals("code", code.field());
    assertEquals(64, code.bits());
    assertEquals(300, code.documents());
    assertEquals(150, code.unique());
    assertTrue(code.toString(), code.bytes() >= 150 * 8);
    assertEquals(new FieldSize("other", 8, 0, 0, 0, 0, 0), fields.get(1));
  }

  /** A page that is flipped behind the reader's back is seen when it is verified, not before. */
  public void testWarmupVerifiesAndClearCacheForgets() throws IOException {
    index();
    assertEquals(0, send(WarmupAction.INSTANCE).getFailedShards());
    assertEquals(1, search());
    flip();
    assertEquals(1, search());
    ShardsResponse damaged = send(WarmupAction.INSTANCE);
    assertEquals(1, damaged.getFailedShards());
    assertTrue(
        damaged.getShardFailures()[0].reason(),
        damaged.getShardFailures()[0].reason().contains("checksum failed"));
    flip();
    assertEquals(0, send(WarmupAction.INSTANCE).getFailedShards());
    assertEquals(1, search());
    flip();
    assertEquals(1, search());
    assertEquals(1, send(ClearCacheAction.INSTANCE).getSuccessfulShards());
    expectThrows(Exception.class, this::search);
  }

  private int search() {
    return client()
        .prepareSearch("codes")
        .setQuery(
            QueryBuilders.wrapperQuery(
                "{\"hamming\": {\"code\": {\"code\": \"0000000000000000\", \"k\": 1}}}"))
        .get()
        .getHits()
        .getHits()
        .length;
  }

  /** Flips a bit in the middle of the file of codes, or flips it back. */
  private void flip() throws IOException {
    Index index = resolveIndex("codes");
    Path folder =
        getInstanceFromNode(IndicesService.class)
            .indexServiceSafe(index)
            .getShard(0)
            .shardPath()
            .resolveIndex();
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(file -> file.toString().endsWith(".bcd")).toList();
    }
    assertEquals(files.toString(), 1, files.size());
    try (RandomAccessFile file = new RandomAccessFile(files.getFirst().toFile(), "rw")) {
      long middle = file.length() / 2;
      file.seek(middle);
      int value = file.read();
      file.seek(middle);
      file.write(value ^ 4);
    }
  }

  public void testClearCacheClosesIdleEncoders() {
    index();
    client()
        .prepareSearch("codes")
        .setQuery(
            QueryBuilders.wrapperQuery(
                "{\"hamming\": {\"code\": {\"query_text\": \"a\", \"k\": 1}}}"))
        .get();
    assertTrue(loaded().contains(HammingFixtures.TEXT_MODEL));
    send(ClearCacheAction.INSTANCE);
    assertFalse(loaded().contains(HammingFixtures.TEXT_MODEL));
  }

  private List<?> loaded() {
    StatsRequest request = new StatsRequest(new String[0], EnumSet.of(Stat.LOADED_MODELS));
    NodeStats node =
        client().execute(StatsAction.INSTANCE, request).actionGet().getNodes().getFirst();
    return (List<?>) node.value(Stat.LOADED_MODELS);
  }

  public void testUnknownIndex() {
    expectThrows(IndexNotFoundException.class, () -> send(WarmupAction.INSTANCE));
  }
}
