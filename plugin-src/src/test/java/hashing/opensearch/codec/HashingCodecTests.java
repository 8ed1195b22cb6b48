package hashing.opensearch.codec;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.opensearch.test.hamcrest.OpenSearchAssertions.assertHitCount;

import hashing.opensearch.HashingPlugin;
import hashing.opensearch.mapper.CodeCorpus;
import hashing.opensearch.mapper.CodeStorage;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.lucene.search.join.ScoreMode;
import org.opensearch.action.search.SearchResponse;
import org.opensearch.common.settings.Setting;
import org.opensearch.common.settings.Settings;
import org.opensearch.core.index.Index;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.index.shard.IndexShard;
import org.opensearch.indices.IndicesService;
import org.opensearch.plugins.Plugin;
import org.opensearch.test.OpenSearchSingleNodeTestCase;

/** Segments really carry our format, in every kind of index, and lose nothing on their way. */
public final class HashingCodecTests extends OpenSearchSingleNodeTestCase {

  /** Stands in for k-NN: its setting, without its codec. */
  public static final class KnnSettingPlugin extends Plugin {
    @Override
    public List<Setting<?>> getSettings() {
      return List.of(Setting.boolSetting("index.knn", false, Setting.Property.IndexScope));
    }
  }

  @Override
  protected Collection<Class<? extends Plugin>> getPlugins() {
    return List.of(HashingPlugin.class, KnnSettingPlugin.class);
  }

  private void create(String index, Settings.Builder settings, String mapping) {
    settings.put("index.number_of_shards", 1).put("index.number_of_replicas", 0);
    client().admin().indices().prepareCreate(index).setSettings(settings).setMapping(mapping).get();
    ensureGreen(index);
  }

  private IndexShard shard(String name) {
    Index index = resolveIndex(name);
    return getInstanceFromNode(IndicesService.class).indexServiceSafe(index).getShard(0);
  }

  private void assertFormats(String index, String field, int segments) {
    List<String> formats = SegmentFormats.of(shard(index), field);
    assertThat(formats, everyItem(is(SegmentFormats.OWN)));
    assertTrue(
        "segments " + formats, segments < 0 ? !formats.isEmpty() : formats.size() == segments);
  }

  private void merge(String index) {
    client().admin().indices().prepareForceMerge(index).setMaxNumSegments(1).setFlush(true).get();
    client().admin().indices().prepareRefresh(index).get();
  }

  private void lifeOfAnIndex(Settings.Builder settings) {
    int bits = randomFrom(1, 8, 63, 64, 65, 1000, 9000, 16384);
    create("codes", settings, CodeCorpus.mapping(bits, ""));
    CodeCorpus corpus = new CodeCorpus(random(), client(), "codes", bits);
    for (int round = 0; round < 4; round++) {
      corpus.change(40);
      assertFormats("codes", "code", -1);
      corpus.check("_local");
    }
    merge("codes");
    assertFormats("codes", "code", 1);
    corpus.check("_local");

    client().admin().indices().prepareClose("codes").get();
    client().admin().indices().prepareOpen("codes").get();
    ensureGreen("codes");
    assertFormats("codes", "code", 1);
    corpus.check("_local");
    corpus.change(20);
    corpus.check("_local");
    assertFormats("codes", "code", -1);
  }

  public void testDefaultCodec() {
    lifeOfAnIndex(Settings.builder());
  }

  public void testEveryCodec() {
    lifeOfAnIndex(
        Settings.builder()
            .put("index.codec", randomFrom("default", "lz4", "best_compression", "zlib")));
  }

  public void testBestCompression() {
    lifeOfAnIndex(Settings.builder().put("index.codec", "best_compression"));
  }

  public void testIndexSortOnAnotherField() {
    lifeOfAnIndex(
        Settings.builder()
            .putList("index.sort.field", "number")
            .putList("index.sort.order", randomFrom("asc", "desc")));
  }

  public void testIndexSortOnTheFieldRefused() {
    Exception e =
        expectThrows(
            IllegalArgumentException.class,
            () ->
                create(
                    "codes",
                    Settings.builder().putList("index.sort.field", "code"),
                    CodeCorpus.mapping(64, "")));
    assertThat(e.getMessage(), containsString("code"));
  }

  public void testSwitchedOff() {
    create(
        "codes",
        Settings.builder().put(CodeStorage.CODEC_ENABLED.getKey(), false),
        CodeCorpus.mapping(64, ""));
    CodeCorpus corpus = new CodeCorpus(random(), client(), "codes", 64);
    corpus.change(60);
    assertThat(SegmentFormats.of(shard("codes"), "code"), everyItem(not(SegmentFormats.OWN)));
    corpus.check("_local");
    merge("codes");
    assertThat(SegmentFormats.of(shard("codes"), "code"), hasSize(1));
    corpus.check("_local");
  }

  public void testBesideKnn() {
    create("codes", Settings.builder().put("index.knn", true), CodeCorpus.mapping(64, ""));
    CodeCorpus corpus = new CodeCorpus(random(), client(), "codes", 64);
    corpus.change(60);
    assertThat(SegmentFormats.of(shard("codes"), "code"), everyItem(not(SegmentFormats.OWN)));
    corpus.check("_local");
  }

  public void testSwitchIsFinal() {
    create("codes", Settings.builder(), CodeCorpus.mapping(64, ""));
    Exception e =
        expectThrows(
            IllegalArgumentException.class,
            () ->
                client()
                    .admin()
                    .indices()
                    .prepareUpdateSettings("codes")
                    .setSettings(Settings.builder().put(CodeStorage.CODEC_ENABLED.getKey(), false))
                    .get());
    assertThat(e.getMessage(), containsString(CodeStorage.CODEC_ENABLED.getKey()));
  }

  public void testNestedTemplateCopyAndSubFields() {
    create(
        "codes",
        Settings.builder(),
        """
        {"dynamic_templates": [
          {"codes": {"match": "*_code", "mapping": {"type": "binary_code", "bits": 16}}}],
         "properties": {
          "views": {"type": "nested",
                    "properties": {"code": {"type": "binary_code", "bits": 16}}},
          "text": {"type": "keyword", "copy_to": "copy",
                   "fields": {"code": {"type": "binary_code", "bits": 16}}},
          "copy": {"type": "binary_code", "bits": 16}}}\
        """);
    Map<String, Object> source =
        Map.of(
            "views", List.of(Map.of("code", "0001"), Map.of("code", "0002")),
            "text", "a1b2",
            "new_code", "ffff");
    client().prepareIndex("codes").setId("1").setSource(source).get();
    client().prepareIndex("codes").setId("2").setSource(Map.of("text", "0000")).get();
    merge("codes");
    for (String field : List.of("views.code", "text.code", "copy", "new_code")) {
      assertFormats("codes", field, 1);
    }
    assertHitCount(search(QueryBuilders.termQuery("text.code", "a1b2")), 1);
    assertHitCount(search(QueryBuilders.termQuery("copy", "A1B2")), 1);
    assertHitCount(search(QueryBuilders.termQuery("new_code", "ffff")), 1);
    assertHitCount(search(QueryBuilders.existsQuery("new_code")), 1);
    assertHitCount(search(QueryBuilders.termsQuery("copy", "a1b2", "0000")), 2);
    assertHitCount(
        search(
            QueryBuilders.nestedQuery(
                "views", QueryBuilders.termQuery("views.code", "0002"), ScoreMode.None)),
        1);
  }

  private SearchResponse search(org.opensearch.index.query.QueryBuilder query) {
    return client().prepareSearch("codes").setQuery(query).get();
  }

  public void testSourceDisabled() {
    create(
        "codes",
        Settings.builder(),
        "{\"_source\":{\"enabled\":false}," + CodeCorpus.mapping(100, "").substring(1));
    CodeCorpus corpus = new CodeCorpus(random(), client(), "codes", 100);
    corpus.change(80);
    assertFalse(client().prepareSearch("codes").get().getHits().getAt(0).hasSource());
    corpus.check("_local");
  }
}
