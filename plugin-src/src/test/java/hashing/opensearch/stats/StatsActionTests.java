package hashing.opensearch.stats;

import static org.hamcrest.Matchers.containsString;

import hashing.encode.InputKind;
import hashing.opensearch.HashingPlugin;
import hashing.opensearch.encode.EncodeAction;
import hashing.opensearch.encode.EncodeRequest;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.opensearch.common.settings.Settings;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.plugins.Plugin;
import org.opensearch.test.OpenSearchSingleNodeTestCase;

/** Each counter moves by what was done, and by nothing else. */
public class StatsActionTests extends OpenSearchSingleNodeTestCase {

  @Override
  protected Collection<Class<? extends Plugin>> getPlugins() {
    return List.of(HashingPlugin.class);
  }

  private long stat(Stat stat) {
    StatsRequest request = new StatsRequest(new String[0], EnumSet.of(stat));
    NodeStats node =
        client().execute(StatsAction.INSTANCE, request).actionGet().getNodes().getFirst();
    return (Long) node.value(stat);
  }

  private void index() {
    client()
        .admin()
        .indices()
        .prepareCreate("codes")
        .setMapping("code", "type=binary_code,bits=8", "shop", "type=keyword")
        .get();
    for (String code : List.of("00", "01", "ff")) {
      client().prepareIndex("codes").setSource(Map.of("code", code, "shop", code)).get();
    }
    client().admin().indices().prepareRefresh("codes").get();
    client().admin().indices().prepareForceMerge("codes").setMaxNumSegments(1).get();
  }

  private void search(String hamming) {
    client()
        .prepareSearch("codes")
        .setQuery(QueryBuilders.wrapperQuery("{\"hamming\": {\"code\": " + hamming + "}}"))
        .get();
  }

  public void testSearches() {
    index();
    long queries = stat(Stat.QUERIES);
    long scans = stat(Stat.SEGMENTS_BY_SCAN);
    long filters = stat(Stat.SEGMENTS_BY_FILTER);
    long generic = stat(Stat.SEGMENTS_BY_GENERIC);
    long verified = stat(Stat.VERIFIED);
    search("{\"code\": \"00\", \"k\": 2}");
    assertEquals(queries + 1, stat(Stat.QUERIES));
    assertEquals(scans + 1, stat(Stat.SEGMENTS_BY_SCAN));
    assertEquals(verified + 3, stat(Stat.VERIFIED));
    search("{\"code\": \"00\", \"max_distance\": 2}");
    assertEquals(queries + 2, stat(Stat.QUERIES));
    assertEquals(scans + 2, stat(Stat.SEGMENTS_BY_SCAN));
    assertEquals(filters, stat(Stat.SEGMENTS_BY_FILTER));
    assertEquals(generic, stat(Stat.SEGMENTS_BY_GENERIC));
  }

  public void testOtherFormat() {
    client()
        .admin()
        .indices()
        .prepareCreate("codes")
        .setSettings(Settings.builder().put("index.hashing.codec.enabled", false))
        .setMapping("code", "type=binary_code,bits=8")
        .get();
    client().prepareIndex("codes").setSource(Map.of("code", "00")).get();
    client().admin().indices().prepareRefresh("codes").get();
    long generic = stat(Stat.SEGMENTS_BY_GENERIC);
    search("{\"code\": \"00\", \"k\": 2}");
    assertEquals(generic + 1, stat(Stat.SEGMENTS_BY_GENERIC));
  }

  public void testEncodes() {
    long inputs = stat(Stat.ENCODES);
    long batches = stat(Stat.ENCODE_BATCHES);
    long errors = stat(Stat.ENCODE_ERRORS);
    EncodeRequest texts =
        new EncodeRequest("python-simhash-2", InputKind.TEXT, List.of("a", "b", "c"));
    client().execute(EncodeAction.INSTANCE, texts).actionGet();
    EncodeRequest images =
        new EncodeRequest("imagehash-phash", InputKind.IMAGE, List.of("AAAA", "BBBB"));
    client().execute(EncodeAction.INSTANCE, images).actionGet();
    assertEquals(inputs + 5, stat(Stat.ENCODES));
    assertEquals(batches + 2, stat(Stat.ENCODE_BATCHES));
    assertEquals(errors + 2, stat(Stat.ENCODE_ERRORS));
    assertTrue(stat(Stat.ENCODE_TIME_IN_MILLIS) >= 0);
    StatsRequest request = new StatsRequest(new String[0], EnumSet.allOf(Stat.class));
    NodeStats node =
        client().execute(StatsAction.INSTANCE, request).actionGet().getNodes().getFirst();
    List<?> loaded = (List<?>) node.value(Stat.LOADED_MODELS);
    assertTrue(loaded.toString(), loaded.contains("imagehash-phash"));
  }

  public void testNames() {
    assertEquals(EnumSet.allOf(Stat.class), Stat.of(List.of()));
    assertEquals(EnumSet.allOf(Stat.class), Stat.of(List.of("queries", "_all")));
    assertEquals(Set.of(Stat.QUERIES, Stat.ENCODES), Stat.of(List.of("queries", "encodes")));
    IllegalArgumentException refused =
        expectThrows(IllegalArgumentException.class, () -> Stat.of(List.of("query")));
    assertThat(
        refused.getMessage(), containsString("found stat [query], allowed are [loaded_models,"));
  }
}
