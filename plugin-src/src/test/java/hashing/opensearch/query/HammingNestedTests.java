package hashing.opensearch.query;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.opensearch.common.settings.Settings;
import org.opensearch.core.xcontent.MediaTypeRegistry;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.search.SearchHit;

/** The query inside nested queries, with filters on every level, against a scan. */
public class HammingNestedTests extends HammingSearchTestCase {
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
}
