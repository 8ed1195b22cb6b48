package hashing.opensearch.query;

import static org.hamcrest.Matchers.containsString;

import hashing.code.CodeFormat;
import hashing.code.Codes;
import hashing.encode.EncoderInput;
import hashing.opensearch.HashingPlugin;
import hashing.opensearch.model.ModelRegistry;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.opensearch.ExceptionsHelper;
import org.opensearch.action.explain.ExplainResponse;
import org.opensearch.action.search.MultiSearchRequestBuilder;
import org.opensearch.action.search.MultiSearchResponse;
import org.opensearch.action.search.SearchRequestBuilder;
import org.opensearch.action.search.SearchResponse;
import org.opensearch.action.support.WriteRequest.RefreshPolicy;
import org.opensearch.common.settings.Settings;
import org.opensearch.common.xcontent.XContentType;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.core.xcontent.MediaTypeRegistry;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.plugins.Plugin;
import org.opensearch.search.SearchHit;
import org.opensearch.search.profile.ProfileResult;
import org.opensearch.search.sort.SortOrder;
import org.opensearch.test.OpenSearchSingleNodeTestCase;

/** The query against a scan, on one shard of several segments with deletes and duplicates. */
public class HammingSearchTests extends OpenSearchSingleNodeTestCase {
  private static final String INDEX = "codes";

  private HammingCorpus corpus;

  @Override
  protected Collection<Class<? extends Plugin>> getPlugins() {
    return List.of(HashingPlugin.class);
  }

  private void index(int bits, int size) throws IOException {
    corpus = new HammingCorpus(random(), bits);
    Settings settings = Settings.builder().put("index.number_of_shards", 1).build();
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
    }
  }

  private void put(String id) throws IOException {
    client().prepareIndex(INDEX).setId(id).setSource(HammingCorpus.source(corpus.add(id))).get();
  }

  private void refresh() {
    client().admin().indices().prepareRefresh(INDEX).get();
  }

  @SuppressWarnings("AnnotateFormatMethod") // the annotation is in no library of ours
  private static QueryBuilder json(String format, Object... arguments) {
    String json = arguments.length == 0 ? format : String.format(Locale.ROOT, format, arguments);
    return QueryBuilders.wrapperQuery(json);
  }

  private SearchRequestBuilder request(QueryBuilder query) {
    return client().prepareSearch(INDEX).setQuery(query).setSize(5000);
  }

  private SearchHit[] search(QueryBuilder query) {
    SearchResponse response = request(query).get();
    assertEquals(0, response.getFailedShards());
    return response.getHits().getHits();
  }

  private static List<String> ids(SearchHit[] hits) {
    return Arrays.stream(hits).map(SearchHit::getId).toList();
  }

  /** All documents in the order of the shard, which breaks ties. */
  private List<String> order() {
    SearchHit[] hits =
        request(QueryBuilders.matchAllQuery())
            .addSort("_doc", SortOrder.ASC)
            .get()
            .getHits()
            .getHits();
    assertEquals(new HashSet<>(corpus.ids()), new HashSet<>(ids(hits)));
    return ids(hits);
  }

  private static void assertScores(Map<String, Integer> distances, float boost, SearchHit[] hits) {
    for (SearchHit hit : hits) {
      float expected = boost * HammingCorpus.score(distances.get(hit.getId()));
      assertEquals(hit.getId(), expected, hit.getScore(), 1e-6);
    }
  }

  public void testNearestAndWithinRadius() throws IOException {
    int bits = randomFrom(8, 24, 63, 64, 65, 128, 256);
    index(bits, randomIntBetween(0, 300));
    List<String> order = order();
    for (int i = 0; i < 40; i++) {
      List<byte[]> codes = corpus.randomCodes(rarely() ? randomIntBetween(2, 8) : 1);
      Integer k = randomBoolean() ? randomIntBetween(1, rarely() ? 400 : 30) : null;
      Integer maxDistance =
          k == null || randomBoolean() ? randomIntBetween(0, rarely() ? bits : 8) : null;
      String group = randomBoolean() ? randomFrom("a", "b", "c", "none") : null;
      String query =
          "{\"hamming\":{\"code\":{"
              + HammingCorpus.json(codes)
              + (k == null ? "" : ",\"k\":" + k)
              + (maxDistance == null ? "" : ",\"max_distance\":" + maxDistance)
              + (group == null ? "" : ",\"filter\":{\"term\":{\"group\":\"" + group + "\"}}")
              + "}}}";
      Predicate<HammingCorpus.Document> filter = d -> group == null || group.equals(d.group());
      Map<String, Integer> distances = corpus.distances(codes, filter);
      List<String> expected = HammingCorpus.nearest(distances, k, maxDistance, order);
      SearchHit[] hits = search(json(query));
      assertEquals(query, expected, ids(hits));
      assertScores(distances, 1, hits);
    }
  }

  public void testInsideOtherQueries() throws IOException {
    index(64, 200);
    List<String> order = order();
    List<byte[]> code = corpus.randomCodes(1);
    Map<String, Integer> distances = corpus.distances(code, d -> true);
    List<String> nearest = HammingCorpus.nearest(distances, 15, null, order);
    List<String> near = HammingCorpus.nearest(distances, null, 6, order);
    String byK = "{\"hamming\":{\"code\":{" + HammingCorpus.json(code) + ",\"k\":15}}}";
    String byRadius =
        "{\"hamming\":{\"code\":{" + HammingCorpus.json(code) + ",\"max_distance\":6}}}";
    for (boolean radius : new boolean[] {false, true}) {
      String clause = radius ? byRadius : byK;
      Set<String> inside = new HashSet<>(radius ? near : nearest);
      Set<String> outside = new HashSet<>(order);
      outside.removeAll(inside);
      assertMatches(inside, json("{\"bool\":{\"filter\":[%s]}}", clause));
      assertMatches(outside, json("{\"bool\":{\"must_not\":[%s]}}", clause));
      Set<String> inGroup = new HashSet<>();
      inside.stream().filter(id -> corpus.get(id).group().equals("a")).forEach(inGroup::add);
      assertMatches(
          inGroup,
          json("{\"bool\":{\"must\":[%s],\"filter\":{\"term\":{\"group\":\"a\"}}}}", clause));
      Set<String> either = new HashSet<>(inside);
      order.stream().filter(id -> corpus.get(id).group().equals("b")).forEach(either::add);
      assertMatches(
          either, json("{\"bool\":{\"should\":[%s,{\"term\":{\"group\":\"b\"}}]}}", clause));
      SearchHit[] constant =
          search(json("{\"constant_score\":{\"filter\":%s,\"boost\":3}}", clause));
      assertEquals(inside, new HashSet<>(ids(constant)));
      Arrays.stream(constant).forEach(hit -> assertEquals(3f, hit.getScore(), 0));
      SearchHit[] function =
          search(json("{\"function_score\":{\"query\":%s,\"weight\":2}}", clause));
      assertEquals(radius ? near : nearest, ids(function));
      assertScores(distances, 2, function);
    }
    String named = byK.replace("\"k\":15", "\"k\":15,\"boost\":4,\"_name\":\"near\"");
    SearchHit[] hits = search(json("{\"bool\":{\"should\":[%s,{\"match_all\":{}}]}}", named));
    assertEquals(order.size(), hits.length);
    for (SearchHit hit : hits) {
      boolean inside = nearest.contains(hit.getId());
      assertEquals(inside ? List.of("near") : List.of(), List.of(hit.getMatchedQueries()));
      float own = inside ? 4 * HammingCorpus.score(distances.get(hit.getId())) : 0;
      assertEquals(1 + own, hit.getScore(), 1e-5);
    }
  }

  private void assertMatches(Set<String> expected, QueryBuilder query) {
    assertEquals(expected, new HashSet<>(ids(search(query))));
    long count =
        client()
            .prepareSearch(INDEX)
            .setQuery(query)
            .setSize(0)
            .setTrackTotalHits(true)
            .get()
            .getHits()
            .getTotalHits()
            .value();
    assertEquals(expected.size(), count);
  }

  public void testNested() throws IOException {
    index(randomFrom(8, 64, 100), 150);
    List<String> order = order();
    String even = "{\"term\":{\"views.even\":true}}";
    Map<String, Boolean> filters = new HashMap<>(); // to whether it is on even views
    filters.put(even, true);
    for (String root :
        List.of(
            "{\"term\":{\"group\":\"a\"}}",
            "{\"prefix\":{\"group\":\"a\"}}",
            "{\"bool\":{\"must_not\":{\"terms\":{\"group\":[\"b\",\"c\"]}}}}",
            "{\"bool\":{\"must_not\":{\"range\":{\"group\":{\"gt\":\"a\"}}}}}")) {
      filters.put(root, false);
      filters.put("{\"bool\":{\"filter\":[" + root + "," + even + "]}}", true);
      filters.put("{\"constant_score\":{\"filter\":" + root + "}}", false);
    }
    for (int i = 0; i < 40; i++) {
      List<byte[]> codes = corpus.randomCodes(randomIntBetween(1, 2));
      Integer k = randomBoolean() ? randomIntBetween(1, 40) : null;
      Integer maxDistance = k == null || randomBoolean() ? randomIntBetween(0, 8) : null;
      String filter = rarely() ? null : randomFrom(filters.keySet().stream().sorted().toList());
      boolean evenOnly = filter != null && filters.get(filter);
      boolean grouped = filter != null && filter.contains("group");
      QueryBuilder query =
          json(
              "{\"nested\":{\"path\":\"views\",\"score_mode\":\"max\",\"inner_hits\":{},\"query\":"
                  + "{\"hamming\":{\"views.code\":{%s%s%s%s}}}}}",
              HammingCorpus.json(codes),
              k == null ? "" : ",\"k\":" + k,
              maxDistance == null ? "" : ",\"max_distance\":" + maxDistance,
              filter == null ? "" : ",\"filter\":" + filter);
      Map<String, Integer> distances =
          corpus.viewDistances(codes, evenOnly, d -> !grouped || d.group().equals("a"));
      SearchHit[] hits = search(query);
      assertEquals(filter, HammingCorpus.nearest(distances, k, maxDistance, order), ids(hits));
      assertScores(distances, 1, hits);
      for (SearchHit hit : hits) {
        SearchHit inner = hit.getInnerHits().get("views").getHits()[0];
        assertEquals(hit.getScore(), inner.getScore(), 1e-6);
        byte[] view = corpus.get(hit.getId()).views().get(inner.getNestedIdentity().getOffset());
        assertEquals(distances.get(hit.getId()).intValue(), HammingCorpus.distance(view, codes));
      }
    }
  }

  /** A view of a random document's part, with all that encloses it. */
  private record Leaf(String root, String group, String part, String type, boolean even, int code) {
    int distance(int other) {
      return Integer.bitCount(code ^ other);
    }
  }

  /** A filter on one of three levels, or a {@code bool} of some, and what it means. */
  private record LeafFilter(String json, Predicate<Leaf> test) {}

  private static LeafFilter randomFilter(String view, int depth) {
    if (depth > 0 && randomBoolean()) {
      LeafFilter one = randomFilter(view, depth - 1);
      LeafFilter other = randomFilter(view, depth - 1);
      String both = one.json + "," + other.json;
      return switch (randomIntBetween(0, 3)) {
        case 0 ->
            new LeafFilter("{\"bool\":{\"filter\":[" + both + "]}}", one.test.and(other.test));
        case 1 -> new LeafFilter("{\"bool\":{\"should\":[" + both + "]}}", one.test.or(other.test));
        case 2 ->
            new LeafFilter(
                "{\"bool\":{\"must_not\":[" + both + "]}}", one.test.or(other.test).negate());
        default ->
            new LeafFilter(
                "{\"bool\":{\"must\":" + one.json + ",\"must_not\":" + other.json + "}}",
                one.test.and(other.test.negate()));
      };
    }
    String value = randomFrom("x", "y", "z");
    boolean even = randomBoolean();
    return switch (randomIntBetween(0, 9)) {
      case 0 -> new LeafFilter(clause("term", "group", value), l -> l.group.equals(value));
      case 1 -> new LeafFilter(clause("prefix", "group", value), l -> l.group.equals(value));
      case 2 ->
          new LeafFilter(
              "{\"range\":{\"group\":{\"gte\":\"" + value + "\"}}}",
              l -> l.group.compareTo(value) >= 0);
      case 3 -> new LeafFilter(clause("term", "a.t", value), l -> value.equals(l.type));
      case 4 -> new LeafFilter(clause("prefix", "a.t", value), l -> value.equals(l.type));
      case 5 ->
          new LeafFilter(
              "{\"range\":{\"a.t\":{\"gte\":\"" + value + "\"}}}",
              l -> l.type != null && l.type.compareTo(value) >= 0);
      case 6 -> new LeafFilter("{\"exists\":{\"field\":\"a.t\"}}", l -> l.type != null);
      case 7 ->
          new LeafFilter(
              "{\"multi_match\":{\"query\":\"" + value + "\",\"fields\":[\"group\",\"a.t\"]}}",
              l -> l.group.equals(value) || value.equals(l.type));
      case 8 -> new LeafFilter("{\"range\":{\"a.n\":{\"gte\":1}}}", l -> "y".equals(l.type));
      default -> new LeafFilter(clause("term", view + ".even", "" + even), l -> l.even == even);
    };
  }

  private static String clause(String query, String field, String value) {
    return "{\"" + query + "\":{\"" + field + "\":\"" + value + "\"}}";
  }

  private void createTwoLevels(boolean inObject) {
    String view =
        "\"b\":{\"type\":\"nested\",\"properties\":{\"c\":{\"type\":\"binary_code\",\"bits\":16},"
            + "\"even\":{\"type\":\"boolean\"}}}";
    client()
        .admin()
        .indices()
        .prepareCreate(INDEX)
        .setSettings(Settings.builder().put("index.number_of_shards", 1))
        .setMapping(
            "{\"properties\":{\"group\":{\"type\":\"keyword\"},"
                + "\"other\":{\"type\":\"nested\",\"properties\":{\"t\":{\"type\":\"keyword\"}}},"
                + "\"a\":{\"type\":\"nested\",\"properties\":{\"t\":{\"type\":\"keyword\"},"
                + "\"n\":{\"type\":\"integer\"},"
                + (inObject ? "\"o\":{\"properties\":{" + view + "}}" : view)
                + "}}}}")
        .get();
  }

  public void testFilterOnEachOfTwoNestedLevels() {
    boolean inObject = randomBoolean();
    String view = inObject ? "a.o.b" : "a.b";
    createTwoLevels(inObject);
    List<Leaf> leaves = new ArrayList<>();
    for (int i = randomIntBetween(1, 80); i > 0; i--) {
      String root = "" + i;
      String group = randomFrom("x", "y", "z");
      List<Map<String, Object>> parts = new ArrayList<>();
      for (int j = randomIntBetween(0, 3); j > 0; j--) {
        String type = randomFrom("x", "y", "z", null);
        List<Map<String, Object>> views = new ArrayList<>();
        for (int n = randomIntBetween(0, 3); n > 0; n--) {
          int code = randomIntBetween(0, 0xffff);
          boolean even = randomBoolean();
          leaves.add(new Leaf(root, group, root + "/" + j, type, even, code));
          views.add(Map.of("c", String.format(Locale.ROOT, "%04x", code), "even", even));
        }
        Map<String, Object> part = new HashMap<>();
        part.put("t", type);
        part.put("n", "y".equals(type) ? 1 : 0);
        part.put(inObject ? "o" : "b", inObject ? Map.of("b", views) : views);
        parts.add(part);
      }
      Map<String, Object> source = new HashMap<>(Map.of("group", group, "a", parts));
      if (randomBoolean()) {
        source.put("other", List.of(Map.of("t", "x"), Map.of("t", "y")));
      }
      client().prepareIndex(INDEX).setId(root).setSource(source).get();
      if (rarely()) {
        refresh();
      }
    }
    refresh();
    for (int i = 0; i < 100; i++) {
      int code = randomIntBetween(0, 0xffff);
      boolean byPart = randomBoolean(); // k counts these, else root documents
      Integer k = randomBoolean() ? randomIntBetween(1, 30) : null;
      int maxDistance = randomBoolean() ? randomIntBetween(0, 16) : 16;
      LeafFilter filter = randomFilter(view, 3);
      String query =
          String.format(
              Locale.ROOT,
              "{\"nested\":{\"path\":\"%1$s\",\"score_mode\":\"max\",\"query\":{\"hamming\":"
                  + "{\"%1$s.c\":{\"code\":\"%2$04x\",\"max_distance\":%3$d%4$s,\"filter\":%5$s}}}}}",
              view,
              code,
              maxDistance,
              k == null ? "" : ",\"k\":" + k,
              filter.json);
      if (byPart) {
        query = "{\"nested\":{\"path\":\"a\",\"score_mode\":\"max\",\"query\":" + query + "}}";
      }
      Map<String, Integer> distances = new HashMap<>();
      Map<String, Integer> counted = new HashMap<>();
      for (Leaf leaf : leaves) {
        int distance = leaf.distance(code);
        if (distance <= maxDistance && filter.test.test(leaf)) {
          distances.merge(leaf.root, distance, Math::min);
          counted.merge(byPart ? leaf.part : leaf.root, distance, Math::min);
        }
      }
      // Of those at the last distance any may be among the k.
      int last =
          k == null || counted.size() <= k
              ? 17
              : counted.values().stream().sorted().skip(k - 1).findFirst().orElseThrow();
      SearchHit[] hits = search(json("%s", query));
      assertScores(distances, 1, hits);
      Set<String> found = new HashSet<>(ids(hits));
      for (Map.Entry<String, Integer> expected : distances.entrySet()) {
        if (expected.getValue() < last) {
          assertTrue(query, found.contains(expected.getKey()));
        } else if (expected.getValue() > last) {
          assertFalse(query, found.contains(expected.getKey()));
        }
      }
      assertTrue(query, distances.keySet().containsAll(found));
    }
  }

  public void testFilterOnMiddleLevel() {
    createTwoLevels(false);
    String source =
        "{\"group\":\"g\",\"a\":[{\"t\":\"x\",\"b\":[{\"c\":\"0000\"},{\"c\":\"00ff\"}]},"
            + "{\"t\":\"y\",\"b\":[{\"c\":\"000f\"}]}]}";
    client().prepareIndex(INDEX).setId("0").setSource(source, MediaTypeRegistry.JSON).get();
    refresh();
    String query =
        "{\"nested\":{\"path\":\"a\",\"score_mode\":\"max\",\"query\":{\"nested\":{\"path\":\"a.b\","
            + "\"score_mode\":\"max\",\"inner_hits\":{},\"query\":{\"hamming\":{\"a.b.c\":"
            + "{\"code\":\"000f\",\"k\":5,\"filter\":%s}}}}}}}";
    for (String filter :
        List.of(
            clause("term", "a.t", "x"), "{\"bool\":{\"must_not\":[{\"term\":{\"a.t\":\"y\"}}]}}")) {
      SearchHit[] hits = search(json(query, filter));
      assertEquals(filter, 1, hits.length);
      assertEquals(filter, 0.2f, hits[0].getScore(), 0);
    }
    assertEquals(0, search(json(query, clause("term", "a.t", "z"))).length);
    assertEquals(1f, search(json(query, clause("term", "group", "g")))[0].getScore(), 0);
    for (String path : List.of("a", "a.b", "other")) {
      String inside = path.equals("a.b") ? clause("term", "a.b.c", "000f") : "{\"match_all\":{}}";
      String nested = "{\"nested\":{\"path\":\"" + path + "\",\"query\":" + inside + "}}";
      assertRefused(
          json(query, nested),
          "[hamming] query on field [a.b.c] has a [filter] with a [nested] clause on ["
              + path
              + "]; allowed are [nested] clauses on objects below [a.b]");
    }
    String mixed =
        "{\"function_score\":{\"query\":{\"bool\":{\"filter\":[{\"term\":{\"a.t\":\"x\"}},"
            + "{\"term\":{\"group\":\"g\"}}]}},\"weight\":2}}";
    assertRefused(json(query, mixed), "found levels [root, a]; allowed are clauses on one");
  }

  private void assertRefused(QueryBuilder query, String message) {
    Exception refused = expectThrows(Exception.class, () -> request(query).get());
    assertEquals(RestStatus.BAD_REQUEST, ExceptionsHelper.status(refused));
    assertThat(ExceptionsHelper.stackTrace(refused), containsString(message));
  }

  /** A filter inside {@code nested} on what lies below the searched objects. */
  public void testFilterBelowSearchedLevel() {
    client()
        .admin()
        .indices()
        .prepareCreate(INDEX)
        .setMapping(
            "{\"properties\":{\"a\":{\"type\":\"nested\",\"properties\":{\"c\":"
                + "{\"type\":\"binary_code\",\"bits\":16},\"b\":{\"type\":\"nested\",\"properties\":"
                + "{\"t\":{\"type\":\"keyword\"}}}}}}}")
        .get();
    String source =
        "{\"a\":[{\"c\":\"00ff\",\"b\":[{\"t\":\"x\"},{\"t\":\"y\"}]},"
            + "{\"c\":\"000f\",\"b\":[{\"t\":\"y\"}]}]}";
    client().prepareIndex(INDEX).setId("0").setSource(source, MediaTypeRegistry.JSON).get();
    refresh();
    for (String type : List.of("x", "y")) {
      SearchHit[] hits =
          search(
              json(
                  "{\"nested\":{\"path\":\"a\",\"score_mode\":\"max\",\"query\":{\"hamming\":{\"a.c\":"
                      + "{\"code\":\"000f\",\"k\":5,\"filter\":{\"nested\":{\"path\":\"a.b\","
                      + "\"query\":%s}}}}}}}",
                  clause("term", "a.b.t", type)));
      assertEquals(1, hits.length);
      assertEquals(type.equals("x") ? 0.2f : 1f, hits[0].getScore(), 0);
    }
  }

  public void testMultiSearchProfileValidate() throws IOException {
    index(64, 120);
    List<String> order = order();
    List<byte[]> code = corpus.randomCodes(1);
    Map<String, Integer> distances = corpus.distances(code, d -> true);
    List<QueryBuilder> queries = new ArrayList<>();
    List<List<String>> expected = new ArrayList<>();
    MultiSearchRequestBuilder multi = client().prepareMultiSearch();
    for (String limit : List.of("\"k\":7", "\"max_distance\":5", "\"k\":9,\"max_distance\":3")) {
      QueryBuilder query =
          json("{\"hamming\":{\"code\":{%s,%s}}}", HammingCorpus.json(code), limit);
      queries.add(query);
      multi.add(request(query));
    }
    expected.add(HammingCorpus.nearest(distances, 7, null, order));
    expected.add(HammingCorpus.nearest(distances, null, 5, order));
    expected.add(HammingCorpus.nearest(distances, 9, 3, order));
    MultiSearchResponse.Item[] items = multi.get().getResponses();
    for (int i = 0; i < items.length; i++) {
      assertEquals(expected.get(i), ids(items[i].getResponse().getHits().getHits()));
      SearchResponse profiled = request(queries.get(i)).setProfile(true).get();
      assertEquals(expected.get(i), ids(profiled.getHits().getHits()));
      List<ProfileResult> profile =
          profiled
              .getProfileResults()
              .values()
              .iterator()
              .next()
              .getQueryProfileResults()
              .getFirst()
              .getQueryResults();
      assertFalse(profile.isEmpty());
      assertTrue(
          client()
              .admin()
              .indices()
              .prepareValidateQuery(INDEX)
              .setQuery(queries.get(i))
              .get()
              .isValid());
    }
  }

  public void testExplain() throws IOException {
    index(64, 100);
    List<byte[]> code = corpus.randomCodes(1);
    Map<String, Integer> distances = corpus.distances(code, d -> true);
    List<String> order = order();
    for (int k : new int[] {7, 0}) {
      String limit = k > 0 ? "\"k\":" + k : "\"max_distance\":5";
      QueryBuilder query =
          json("{\"hamming\":{\"code\":{%s,%s}}}", HammingCorpus.json(code), limit);
      List<String> expected =
          k > 0
              ? HammingCorpus.nearest(distances, k, null, order)
              : HammingCorpus.nearest(distances, null, 5, order);
      for (String id : corpus.ids()) {
        ExplainResponse explained = client().prepareExplain(INDEX, id).setQuery(query).get();
        assertEquals(expected.contains(id), explained.isMatch());
        if (explained.isMatch()) {
          float score = explained.getExplanation().getValue().floatValue();
          assertEquals(HammingCorpus.score(distances.get(id)), score, 1e-6);
        }
      }
    }
  }

  public void testLikeAndContent() throws IOException {
    index(64, 100);
    List<String> order = order();
    String id =
        randomValueOtherThanMany(i -> corpus.get(i).code() == null, () -> randomFrom(order));
    Map<String, Integer> distances = corpus.distances(List.of(corpus.get(id).code()), d -> true);
    QueryBuilder like =
        json("{\"hamming\":{\"code\":{\"like\":{\"index\":\"codes\",\"id\":\"%s\"},\"k\":9}}}", id);
    assertEquals(HammingCorpus.nearest(distances, 9, null, order), ids(search(like)));
    String viewed =
        randomValueOtherThanMany(i -> corpus.get(i).views().isEmpty(), () -> randomFrom(order));
    distances = corpus.distances(corpus.get(viewed).views(), d -> true);
    QueryBuilder likeViews =
        json(
            "{\"hamming\":{\"code\":{\"like\":{\"index\":\"codes\",\"id\":\"%s\","
                + "\"path\":\"views.code\"},\"max_distance\":5}}}",
            viewed);
    assertEquals(HammingCorpus.nearest(distances, null, 5, order), ids(search(likeViews)));

    byte[] code =
        HammingFixtures.encode(
            ModelRegistry.of(null), HammingFixtures.TEXT_MODEL, new EncoderInput.Text("a red car"));
    distances = corpus.distances(List.of(code), d -> true);
    QueryBuilder text =
        json(
            "{\"hamming\":{\"code\":{\"query_text\":\"a red car\","
                + "\"model_id\":\"python-simhash-2\",\"k\":9}}}");
    assertEquals(HammingCorpus.nearest(distances, 9, null, order), ids(search(text)));
  }

  public void testLikeAcrossFormats() throws IOException {
    int bits = randomFrom(8, 24, 32, 63, 64);
    int size = 10;
    Set<BigInteger> numbers = new LinkedHashSet<>();
    while (numbers.size() < size) {
      numbers.add(new BigInteger(bits, random()));
    }
    List<byte[]> codes = new ArrayList<>();
    for (BigInteger number : numbers) {
      byte[] code = new byte[Codes.byteLength(bits)];
      for (int bit = 0; bit < bits; bit++) {
        if (number.testBit(bit)) {
          Codes.set(code, bit);
        }
      }
      codes.add(code);
    }
    List<String> names = new ArrayList<>();
    for (CodeFormat format : CodeFormat.values()) {
      names.add(format.jsonName());
      String type = "type=binary_code,bits=" + bits + ",format=" + format.jsonName();
      createIndex(format.jsonName(), "h", type);
      for (int i = 0; i < size; i++) {
        String text = format.format(codes.get(i), bits);
        boolean asNumber = format == CodeFormat.LONG && randomBoolean();
        Map<String, Object> source = new HashMap<>();
        source.put("h", asNumber ? new BigInteger(text) : randomBoolean() ? text : List.of(text));
        XContentBuilder body = MediaTypeRegistry.contentBuilder(randomFrom(XContentType.values()));
        client()
            .prepareIndex(format.jsonName())
            .setId("" + i)
            .setSource(body.map(source))
            .setRefreshPolicy(RefreshPolicy.IMMEDIATE)
            .get();
      }
    }
    createIndex("cbor", "h", "type=binary_code,bits=" + bits + ",format=bits");
    createIndex("plain", "h", "type=keyword");
    for (int i = 0; i < size; i++) {
      XContentBuilder cbor = MediaTypeRegistry.contentBuilder(XContentType.CBOR);
      Object value = randomBoolean() ? codes.get(i) : List.of(codes.get(i));
      cbor.map(Map.of("h", value));
      client().prepareIndex("cbor").setId("" + i).setSource(cbor).get();
      client()
          .prepareIndex("plain")
          .setId("" + i)
          .setSource("h", CodeFormat.HEX.format(codes.get(i), bits))
          .get();
    }
    client().admin().indices().prepareAliases().addAlias("cbor", "cbors").get();
    client().admin().indices().prepareRefresh("cbor").get();
    names.add("cbor");
    for (String queried : names) {
      for (String source : names) {
        assertLikeFindsItself(
            queried, source.equals("cbor") ? randomFrom("cbor", "cbors") : source, size);
      }
    }
    assertLikeFindsItself("hex", "plain", size);
  }

  private void assertLikeFindsItself(String queried, String source, int size) {
    for (int i = 0; i < size; i++) {
      QueryBuilder like =
          json(
              "{\"hamming\":{\"h\":{\"like\":{\"index\":\"%s\",\"id\":\"%d\"},\"k\":3}}}",
              source, i);
      SearchHit[] hits = client().prepareSearch(queried).setQuery(like).get().getHits().getHits();
      assertEquals(source + " in " + queried, 3, hits.length);
      assertEquals(source + " in " + queried, "" + i, hits[0].getId());
      assertEquals(1f, hits[0].getScore(), 0);
      assertTrue(hits[1].getScore() < 1);
    }
  }

  /** Without the mapping of its own field, this code would be read as another. */
  public void testLikeReadsAmbiguousTexts() {
    createIndex("hexes", "h", "type=binary_code,bits=32,format=hex");
    createIndex("longs", "h", "type=binary_code,bits=32,format=long");
    for (String index : List.of("hexes", "longs")) {
      client()
          .prepareIndex(index)
          .setId("1")
          .setSource("h", "12345678")
          .setRefreshPolicy(RefreshPolicy.IMMEDIATE)
          .get();
    }
    int distance = Integer.bitCount(0x12345678 ^ 12345678);
    assertEquals(1 / (1f + distance), likeScore("hexes", "longs"), 1e-6);
    assertEquals(1 / (1f + distance), likeScore("longs", "hexes"), 1e-6);
    assertEquals(1f, likeScore("longs", "longs"), 0);
  }

  private float likeScore(String queried, String source) {
    String like = "{\"index\":\"" + source + "\",\"id\":\"1\"}";
    return client()
        .prepareSearch(queried)
        .setQuery(json("{\"hamming\":{\"h\":{\"like\":" + like + ",\"k\":1}}}"))
        .get()
        .getHits()
        .getAt(0)
        .getScore();
  }

  public void testLikeOfAnotherField() throws IOException {
    String field = "type=binary_code,bits=64,model_id=";
    createIndex("texts", "t", field + "python-simhash-2", "p", field + "imagehash-phash");
    createIndex(
        "others",
        "text",
        field + "python-simhash-2",
        "picture",
        field + "imagehash-phash",
        "none",
        "type=binary_code,bits=64",
        "unknown",
        field + "nobody@7",
        "short",
        "type=binary_code,bits=63");
    String views =
        """
        {"properties": {"views": {"type": "nested", "properties": {"code":
          {"type": "binary_code", "bits": 64, "format": "base64", "model_id": "imagehash-phash"}}}}}
        """;
    client()
        .admin()
        .indices()
        .preparePutMapping("others")
        .setSource(views, XContentType.JSON)
        .get();
    String code = "00112233445566fe";
    String base64 = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(code));
    client().prepareIndex("texts").setId("1").setSource("t", code, "p", code).get();
    Map<String, Object> other = new HashMap<>();
    for (String name : List.of("text", "picture", "none", "unknown", "short")) {
      other.put(name, code);
    }
    other.put("views", List.of(Map.of("code", "AAAAAAAAAAA="), Map.of("code", base64)));
    client().prepareIndex("others").setId("1").setSource(other).get();
    client().admin().indices().prepareRefresh("texts").get();
    assertEquals(1, likeHits("t", "text"));
    assertEquals(1, likeHits("t", "none"));
    assertEquals(1, likeHits("p", "picture"));
    assertEquals(1, likeHits("p", "views.code"));
    String image = "of model [imagehash-phash], code space [imagehash-phash-8x4]";
    String text = "of model [python-simhash-2], code space [python-simhash-2-64]";
    likeRefused("t", "picture", "has codes " + text + "; [like] found codes " + image);
    likeRefused("t", "views.code", "has codes " + text + "; [like] found codes " + image);
    likeRefused("p", "text", "has codes " + image + "; [like] found codes " + text);
    likeRefused(
        "p", "unknown", "found codes of model [nobody@7], code space [unknown on this node]");
    likeRefused("p", "short", "has [64] bits, [like] found a code of [63] bits");
  }

  private long likeHits(String queried, String path) {
    return hits(
        "\""
            + queried
            + "\":{\"like\":{\"index\":\"others\",\"id\":\"1\",\"path\":\""
            + path
            + "\"},\"max_distance\":0}");
  }

  private void likeRefused(String queried, String path, String message) {
    Exception e = expectThrows(Exception.class, () -> likeHits(queried, path));
    assertEquals(400, ExceptionsHelper.status(e).getStatus());
    assertThat(ExceptionsHelper.stackTrace(e), containsString(message));
  }

  private void createIndex(String name, String... mapping) {
    client().admin().indices().prepareCreate(name).setMapping(mapping).get();
  }

  public void testRefusals() throws IOException {
    index(64, 20);
    Map<String, Object> other = new HashMap<>();
    other.put("code", "not a code of the field");
    client().prepareIndex("other").setId("1").setSource(other).get();
    refused("\"group\":{\"code\":\"00\",\"k\":1}", "[group] has type [keyword], allowed is");
    refused("\"nowhere\":{\"code\":\"00\",\"k\":1}", "[nowhere] is not mapped");
    String code = "\"code\":\"0011223344556677\"";
    refused("\"code\":{" + code + ",\"max_distance\":65}", "up to its [64] bits, found [65]");
    refused("\"code\":{\"code\":\"0011\",\"k\":1}", "field [code] of type [binary_code]: found");
    refused("\"code\":{\"code\":[1,2],\"k\":1}", "field [code] of type [binary_code]: found");
    refused("\"code\":{\"code\":17,\"k\":1}", "field [code] of type [binary_code]: found");
    refused("\"code\":{\"query_text\":\"a\",\"k\":1}", "no [model_id] to encode [query_text] by");
    refused(
        "\"code\":{\"query_text\":\"a\",\"k\":1,\"model_id\":\"fashion@1\"}",
        "found no model [fashion@1] on this node, it has [imagehash-phash");
    refused(
        "\"code\":{\"query_text\":\"a\",\"k\":1,\"model_id\":\"imagehash-phash\"}",
        "has [query_text], model [imagehash-phash] takes [query_image]");
    refused(
        "\"code\":{\"query_image\":\"AAAA\",\"k\":1,\"model_id\":\"imagehash-phash\"}",
        "[query_image] that model [imagehash-phash] refuses");
    refused(
        "\"code\":{\"query_text\":\"a\",\"k\":1,\"model_id\":\"python-simhash-2-128\"}",
        "has [64] bits, model [python-simhash-2-128] gives [128]");
    for (String like :
        List.of(
            "\"index\":\"codes\",\"id\":\"999\"",
            "\"index\":\"codes\",\"id\":\"1\",\"path\":\"nothing\"",
            "\"index\":\"codes\",\"id\":\"1\",\"path\":\"group\"",
            "\"index\":\"other\",\"id\":\"1\"")) {
      refused("\"code\":{\"like\":{" + like + "},\"k\":1}", "[like] found no code for it in index");
    }
    refused("\"code\":{" + code + ",\"k\":1,\"budget\":5}", "does not know [budget]");
  }

  private void refused(String body, String message) {
    SearchRequestBuilder request = request(json("{\"hamming\":{" + body + "}}"));
    Exception e = expectThrows(Exception.class, request::get);
    assertEquals(400, ExceptionsHelper.status(e).getStatus());
    assertThat(ExceptionsHelper.stackTrace(e), containsString(message));
  }

  public void testFieldOfAModel() throws IOException {
    client()
        .admin()
        .indices()
        .prepareCreate("texts")
        .setMapping(
            "t",
            "type=binary_code,bits=64,model_id=python-simhash-2",
            "p",
            "type=binary_code,bits=64,model_id=imagehash-phash,search_model_id=imagehash-phash",
            "away",
            "type=binary_code,bits=64,model_id=nobody@7,search_model_id=python-simhash-2")
        .get();
    String code = "0000000000000000";
    client().prepareIndex("texts").setId("1").setSource("t", code, "p", code, "away", code).get();
    client().admin().indices().prepareRefresh("texts").get();
    String png = Base64.getEncoder().encodeToString(HammingFixtures.png(random()));
    assertEquals(1, hits("\"t\":{\"query_text\":\"a\",\"max_distance\":64}"));
    assertEquals(1, hits("\"p\":{\"query_image\":\"" + png + "\",\"k\":3}"));
    assertEquals(
        1, hits("\"t\":{\"code\":\"" + code + "\",\"k\":3,\"model_id\":\"python-simhash-2\"}"));
    assertEquals(1, hits("\"away\":{\"query_text\":\"a\",\"k\":3}"));
    assertEquals(1, hits("\"away\":{\"code\":\"" + code + "\",\"k\":3,\"model_id\":\"nobody@7\"}"));
    for (String body :
        List.of(
            "\"p\":{\"query_text\":\"a\",\"k\":1,\"model_id\":\"python-simhash-2\"}",
            "\"p\":{\"code\":\"" + code + "\",\"k\":1,\"model_id\":\"python-simhash-2\"}")) {
      Exception e = expectThrows(Exception.class, () -> hits(body));
      assertEquals(400, ExceptionsHelper.status(e).getStatus());
      assertThat(
          ExceptionsHelper.stackTrace(e),
          containsString("has codes of model [imagehash-phash], code space [imagehash-phash-8x4]"));
    }
    Exception e = expectThrows(Exception.class, () -> hits("\"p\":{\"query_text\":\"a\",\"k\":1}"));
    assertThat(ExceptionsHelper.stackTrace(e), containsString("takes [query_image]"));
  }

  private long hits(String body) {
    return client()
        .prepareSearch("texts")
        .setQuery(json("{\"hamming\":{" + body + "}}"))
        .get()
        .getHits()
        .getTotalHits()
        .value();
  }
}
