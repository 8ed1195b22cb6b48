package hashing.opensearch.mapper;

import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.opensearch.test.hamcrest.OpenSearchAssertions.assertNoFailures;

import hashing.code.Codes;
import hashing.opensearch.HashingPlugin;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.opensearch.action.search.SearchPhaseExecutionException;
import org.opensearch.action.search.SearchRequestBuilder;
import org.opensearch.action.search.SearchResponse;
import org.opensearch.common.settings.Settings;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.plugins.Plugin;
import org.opensearch.script.MockScriptPlugin;
import org.opensearch.script.Script;
import org.opensearch.script.ScriptType;
import org.opensearch.search.SearchHit;
import org.opensearch.search.aggregations.AggregationBuilders;
import org.opensearch.search.aggregations.bucket.missing.Missing;
import org.opensearch.search.aggregations.bucket.terms.Terms;
import org.opensearch.search.aggregations.metrics.Cardinality;
import org.opensearch.search.sort.ScriptSortBuilder;
import org.opensearch.search.sort.SortBuilders;
import org.opensearch.search.sort.SortOrder;
import org.opensearch.test.OpenSearchSingleNodeTestCase;

/** Queries, sorting, aggregations and scripts on the field, against the documents themselves. */
public final class CodeSearchTests extends OpenSearchSingleNodeTestCase {

  /** Scripts by name. */
  public static final class Scripts extends MockScriptPlugin {
    @Override
    protected Map<String, Function<Map<String, Object>, Object>> pluginScripts() {
      return Map.of(
          "value", vars -> values(vars).size() == 0 ? "none" : values(vars).getValue(),
          "distance",
              vars ->
                  values(vars).isEmpty()
                      ? -1
                      : values(vars).distance(((Map<?, ?>) vars.get("params")).get("code")),
          "itself", vars -> values(vars).isEmpty() ? 0 : values(vars).distance(values(vars)),
          "careless", vars -> values(vars).distance(((Map<?, ?>) vars.get("params")).get("code")));
    }

    private static CodeDocValues values(Map<String, Object> vars) {
      return (CodeDocValues) ((Map<?, ?>) vars.get("doc")).get("code");
    }
  }

  private int bits;
  private CodeCorpus corpus;

  @Override
  protected Collection<Class<? extends Plugin>> getPlugins() {
    return List.of(HashingPlugin.class, Scripts.class);
  }

  @Override
  public void setUp() throws Exception {
    super.setUp();
    bits = randomFrom(1, 8, 63, 64, 65, 256, 1000);
    client()
        .admin()
        .indices()
        .prepareCreate("codes")
        .setSettings(
            Settings.builder()
                .put("index.number_of_shards", randomIntBetween(1, 3))
                .put(CodeStorage.CODEC_ENABLED.getKey(), randomBoolean()))
        .setMapping(CodeCorpus.mapping(bits, ""))
        .get();
    ensureGreen("codes");
    corpus = new CodeCorpus(random(), client(), "codes", bits);
    for (int round = randomIntBetween(1, 3); round > 0; round--) {
      corpus.change(60);
    }
  }

  private SearchRequestBuilder search() {
    return client().prepareSearch("codes").setSize(1000);
  }

  private static SearchResponse get(SearchRequestBuilder request) {
    SearchResponse response = request.get();
    assertNoFailures(response);
    return response;
  }

  private Set<String> ids(QueryBuilder query) {
    Set<String> ids = new TreeSet<>();
    for (SearchHit hit : get(search().setQuery(query)).getHits()) {
      assertTrue(ids.add(hit.getId()));
    }
    return ids;
  }

  private Set<String> idsWith(byte[]... wanted) {
    Set<String> ids = new TreeSet<>();
    corpus.codes.forEach((id, code) -> {
      if (Arrays.stream(wanted).anyMatch(w -> Arrays.equals(w, code))) {
        ids.add(id);
      }
    });
    return ids;
  }

  private Script script(String name, Object code) {
    return new Script(
        ScriptType.INLINE,
        MockScriptPlugin.NAME,
        name,
        code == null ? Map.of() : Map.of("code", code));
  }

  public void testTermAndTerms() {
    for (int round = 0; round < 10; round++) {
      byte[] a = corpus.anyCode();
      byte[] b = corpus.anyCode();
      assertEquals(idsWith(a), ids(QueryBuilders.termQuery("code", corpus.hex(a))));
      assertEquals(
          idsWith(a, b),
          ids(QueryBuilders.termsQuery("code", corpus.hex(a), "0x" + corpus.hex(b))));
      Set<String> others = new TreeSet<>(corpus.codes.keySet());
      others.removeAll(idsWith(a));
      assertEquals(
          others,
          ids(QueryBuilders.boolQuery().mustNot(QueryBuilders.termQuery("code", corpus.hex(a)))));
    }
  }

  /** More codes than a boolean query has clauses. */
  public void testManyTerms() {
    List<String> terms = new ArrayList<>();
    for (int i = 0; i < 5000; i++) {
      terms.add(corpus.hex(CodeCorpus.randomCode(random(), bits)));
    }
    byte[] present = corpus.anyCode();
    terms.add(randomInt(terms.size()), corpus.hex(present));
    Set<String> expected = new TreeSet<>();
    corpus.codes.forEach((id, code) -> {
      if (code != null && terms.contains(corpus.hex(code))) {
        expected.add(id);
      }
    });
    assertEquals(expected, ids(QueryBuilders.termsQuery("code", terms)));
  }

  public void testExists() {
    Set<String> expected = new TreeSet<>();
    corpus.codes.forEach((id, code) -> {
      if (code != null) {
        expected.add(id);
      }
    });
    assertEquals(expected, ids(QueryBuilders.existsQuery("code")));
  }

  public void testRefusedQueries() {
    String hex = corpus.hex(corpus.anyCode());
    for (QueryBuilder query :
        List.of(
            QueryBuilders.rangeQuery("code").gte(hex),
            QueryBuilders.prefixQuery("code", hex),
            QueryBuilders.wildcardQuery("code", hex),
            QueryBuilders.regexpQuery("code", hex),
            QueryBuilders.fuzzyQuery("code", hex))) {
      assertRefused(search().setQuery(query), "[code]", "binary_code");
    }
    for (QueryBuilder query :
        List.of(
            QueryBuilders.matchPhraseQuery("code", hex + " " + hex),
            QueryBuilders.matchPhrasePrefixQuery("code", hex))) {
      assertRefused(search().setQuery(query), "[code]");
    }
    for (QueryBuilder query :
        List.of(
            QueryBuilders.termQuery("code", hex + "00"),
            QueryBuilders.termQuery("code", 1.5),
            QueryBuilders.termsQuery("code", hex, "nonsense"),
            QueryBuilders.matchQuery("code", "red car"))) {
      assertRefused(search().setQuery(query), "field [code]", "found", "allowed");
    }
  }

  private void assertRefused(SearchRequestBuilder request, String... parts) {
    SearchPhaseExecutionException e =
        expectThrows(SearchPhaseExecutionException.class, request::get);
    assertEquals(e.toString(), RestStatus.BAD_REQUEST, e.status());
    StringBuilder messages = new StringBuilder();
    for (Throwable t = e; t != null; t = t.getCause()) {
      messages.append(t.getMessage()).append('\n');
    }
    for (String part : parts) {
      assertThat(messages.toString(), containsString(part));
    }
  }

  public void testSort() {
    boolean descending = randomBoolean();
    SearchResponse response =
        get(
            search()
                .addSort(
                    SortBuilders.fieldSort("code")
                        .order(descending ? SortOrder.DESC : SortOrder.ASC)));
    String last = null;
    boolean ended = false;
    for (SearchHit hit : response.getHits()) {
      byte[] code = corpus.codes.get(hit.getId());
      Object value = hit.getSortValues()[0];
      if (code == null) {
        assertNull(value);
        ended = true;
        continue;
      }
      assertFalse("missing ones come last", ended);
      assertEquals(corpus.hex(code), value);
      if (last != null) {
        assertTrue(
            descending
                ? last.compareTo(corpus.hex(code)) >= 0
                : last.compareTo(corpus.hex(code)) <= 0);
      }
      last = corpus.hex(code);
    }
    assertEquals(corpus.codes.size(), response.getHits().getHits().length);
  }

  public void testAggregations() {
    Map<String, Long> expected = new TreeMap<>();
    corpus.codes.forEach(
        (id, code) -> expected.merge(code == null ? "none" : corpus.hex(code), 1L, Long::sum));
    SearchResponse response =
        get(
            search()
                .addAggregation(
                    AggregationBuilders.terms("codes").field("code").missing("none").size(1000))
                .addAggregation(AggregationBuilders.cardinality("distinct").field("code"))
                .addAggregation(AggregationBuilders.missing("without").field("code")));
    Map<String, Long> found = new TreeMap<>();
    Terms terms = response.getAggregations().get("codes");
    terms.getBuckets().forEach(b -> found.put(b.getKeyAsString(), b.getDocCount()));
    assertEquals(expected, found);
    Cardinality distinct = response.getAggregations().get("distinct");
    long none = expected.getOrDefault("none", 0L);
    assertEquals(expected.size() - (none > 0 ? 1 : 0), distinct.getValue());
    Missing without = response.getAggregations().get("without");
    assertEquals(none, without.getDocCount());
  }

  public void testAggregationInAnotherFormat() {
    SearchResponse response =
        get(
            search()
                .addAggregation(
                    AggregationBuilders.terms("codes").field("code").format("bits").size(1000)));
    Set<String> found = new HashSet<>();
    Terms terms = response.getAggregations().get("codes");
    terms.getBuckets().forEach(b -> found.add(b.getKeyAsString()));
    Set<String> expected = new HashSet<>();
    for (byte[] code : corpus.codes.values()) {
      if (code != null) {
        StringBuilder text = new StringBuilder();
        for (int bit = 0; bit < bits; bit++) {
          text.append(Codes.get(code, bit) ? '1' : '0');
        }
        expected.add(text.toString());
      }
    }
    assertEquals(expected, found);
  }

  public void testScripts() {
    byte[] other = corpus.anyCode();
    List<Integer> numbers = new ArrayList<>();
    for (byte b : other) {
      numbers.add((int) b);
    }
    SearchResponse response =
        get(
            search()
                .addScriptField("value", script("value", null))
                .addScriptField("text", script("distance", corpus.hex(other)))
                .addScriptField("list", script("distance", numbers))
                .addScriptField("itself", script("itself", null))
                .addSort(
                    SortBuilders.scriptSort(
                        script("distance", corpus.hex(other)),
                        ScriptSortBuilder.ScriptSortType.NUMBER)));
    Map<String, byte[]> seen = new HashMap<>();
    int last = -1;
    for (SearchHit hit : response.getHits()) {
      byte[] code = corpus.codes.get(hit.getId());
      seen.put(hit.getId(), code);
      int distance = code == null ? -1 : Codes.distance(code, other);
      assertEquals(code == null ? "none" : corpus.hex(code), hit.field("value").getValue());
      assertEquals(Integer.valueOf(distance), hit.field("text").getValue());
      assertEquals(Integer.valueOf(distance), hit.field("list").getValue());
      assertEquals(Integer.valueOf(0), hit.field("itself").getValue());
      assertEquals((double) distance, hit.getSortValues()[0]);
      assertTrue(distance >= last);
      last = distance;
    }
    assertEquals(corpus.codes.keySet(), new TreeSet<>(seen.keySet()));
  }

  public void testScriptRefuses() {
    QueryBuilder exists = QueryBuilders.existsQuery("code");
    Exception e =
        expectThrows(
            Exception.class,
            () ->
                search()
                    .setAllowPartialSearchResults(false)
                    .setQuery(exists)
                    .addScriptField("d", script("careless", "0f0f" + corpus.hex(corpus.anyCode())))
                    .get());
    assertThat(root(e), allOf(containsString("field [code]"), containsString("allowed")));
    client().prepareIndex("codes").setId("without").setSource("number", 1).get();
    client().admin().indices().prepareRefresh("codes").get();
    e =
        expectThrows(
            Exception.class,
            () ->
                search()
                    .setAllowPartialSearchResults(false)
                    .setQuery(QueryBuilders.idsQuery().addIds("without"))
                    .addScriptField("d", script("careless", corpus.hex(corpus.anyCode())))
                    .get());
    assertThat(root(e), allOf(containsString("no code"), containsString("[code]")));
  }

  private static String root(Throwable e) {
    while (e.getCause() != null) {
      e = e.getCause();
    }
    return e.getMessage();
  }
}
