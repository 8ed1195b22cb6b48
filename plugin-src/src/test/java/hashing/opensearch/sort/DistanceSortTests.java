package hashing.opensearch.sort;

import static org.opensearch.common.xcontent.XContentType.JSON;
import static org.opensearch.test.hamcrest.OpenSearchAssertions.assertNoFailures;

import hashing.code.Codes;
import hashing.opensearch.mapper.CodeIndexTestCase;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.opensearch.action.search.SearchResponse;
import org.opensearch.search.SearchHit;

/** Hits sorted by distance, over shards, against distances of all documents. */
public final class DistanceSortTests extends CodeIndexTestCase {

  private long distance(byte[] from, String id, long none) {
    byte[] code = corpus.codes.get(id);
    return code == null ? none : Codes.distance(from, code);
  }

  /** Pages through all documents by {@code search_after} and compares every sort value. */
  public void testAgainstAllDistances() throws Exception {
    index(randomFrom(1, 8, 63, 64, 65, 256, 1000), randomIntBetween(1, 3), 3);
    boolean descending = randomBoolean();
    String missing = randomFrom("\"_last\"", "\"_first\"", "3");
    byte[] from = corpus.anyCode();
    long none = Long.MAX_VALUE;
    if (missing.equals("3")) {
      none = 3;
    } else if (missing.equals("\"_last\"") == descending) {
      none = Long.MIN_VALUE;
    }
    String sort =
        "\"sort\":[{\"_hamming_distance\":{\"field\":\"code\",\"code\":\""
            + corpus.hex(from)
            + "\",\"order\":\""
            + (descending ? "desc" : "asc")
            + "\",\"missing\":"
            + missing
            + "}},{\"_id\":\"asc\"}]";
    List<String> found = new ArrayList<>();
    Object[] after = null;
    do {
      var request = search("{\"size\":50," + sort + "}");
      if (after != null) {
        request.searchAfter(after);
      }
      SearchResponse response = request.get();
      assertNoFailures(response);
      after = null;
      for (SearchHit hit : response.getHits()) {
        assertEquals(distance(from, hit.getId(), none), hit.getSortValues()[0]);
        found.add(hit.getId());
        after = hit.getSortValues();
      }
    } while (after != null);
    long noDistance = none;
    Comparator<String> byDistance = Comparator.comparingLong(id -> distance(from, id, noDistance));
    List<String> expected = new ArrayList<>(corpus.codes.keySet());
    expected.sort(
        (descending ? byDistance.reversed() : byDistance).thenComparing(Comparator.naturalOrder()));
    assertEquals(expected, found);
  }

  public void testNestedCodes() throws Exception {
    client()
        .admin()
        .indices()
        .prepareCreate("codes")
        .setMapping(
            "{\"properties\":{\"views\":{\"type\":\"nested\",\"properties\":{\"code\":"
                + "{\"type\":\"binary_code\",\"bits\":8},\"side\":{\"type\":\"keyword\"}}}}}")
        .get();
    Map<String, String> views =
        Map.of(
            "a", "[{\"code\":\"00\",\"side\":\"l\"},{\"code\":\"ff\",\"side\":\"r\"}]",
            "b", "[{\"code\":\"0f\",\"side\":\"l\"},{\"code\":\"01\",\"side\":\"r\"}]",
            "c", "[]");
    views.forEach((id, list) ->
        client().prepareIndex("codes").setId(id).setSource(Map.of("views", parse(list))).get());
    client().admin().indices().prepareRefresh("codes").get();
    assertEquals("[a=0, b=1, c=9223372036854775807]", nested("", ""));
    assertEquals("[a=8, b=4, c=-9223372036854775808]", nested(",\"order\":\"desc\"", ""));
    assertEquals("[b=4, a=8, c=9223372036854775807]", nested(",\"mode\":\"max\"", ""));
    assertEquals(
        "[b=1, a=8, c=9223372036854775807]",
        nested("", ",\"filter\":{\"term\":{\"views.side\":\"r\"}}"));
  }

  private static List<Map<String, Object>> parse(String list) {
    List<Map<String, Object>> objects = new ArrayList<>();
    for (String part : list.replaceAll("[\\[\\]{}\"]", "").split("code:")) {
      if (!part.isEmpty()) {
        objects.add(Map.of("code", part.substring(0, 2), "side", part.substring(8, 9)));
      }
    }
    return objects;
  }

  private String nested(String more, String filter) throws Exception {
    SearchResponse response =
        search(
                "{\"sort\":[{\"_hamming_distance\":{\"field\":\"views.code\",\"code\":\"00\","
                    + "\"nested\":{\"path\":\"views\""
                    + filter
                    + "}"
                    + more
                    + "}}]}")
            .get();
    assertNoFailures(response);
    List<String> found = new ArrayList<>();
    for (SearchHit hit : response.getHits()) {
      found.add(hit.getId() + "=" + hit.getSortValues()[0]);
    }
    return found.toString();
  }

  public void testAlias() throws Exception {
    index(64, 1, 1);
    client()
        .admin()
        .indices()
        .preparePutMapping("codes")
        .setSource("{\"properties\":{\"other\":{\"type\":\"alias\",\"path\":\"code\"}}}", JSON)
        .get();
    String code = "\"" + corpus.hex(corpus.anyCode()) + "\"";
    List<Object> expected = values(sort("code", code));
    // Not the value of documents without a code.
    assertNotEquals(expected.toString(), Long.MAX_VALUE, expected.getFirst());
    assertEquals(expected, values(sort("other", code)));
  }

  private List<Object> values(String body) throws Exception {
    List<Object> values = new ArrayList<>();
    for (SearchHit hit : search(body).setSize(1000).get().getHits()) {
      values.add(hit.getSortValues()[0]);
    }
    return values;
  }

  public void testRefused() throws Exception {
    index(64, 1, 1);
    assertRefused(
        sort("code", "\"abc\""), "field [code] of type [binary_code]: found 3 hex digits");
    assertRefused(sort("code", "[1,2]"), "allowed is an array of 8 bytes");
    assertRefused(sort("code", "[null]"), "found null, allowed are a string");
    assertRefused(sort("number", "\"00\""), "field [number] has type [integer], allowed is");
    assertRefused(sort("none", "\"00\""), "field [none] is not mapped; allowed is a field of type");
    String ignored = sort("none", "\"00\",\"ignore_unmapped\":true");
    assertNoFailures(search(ignored).get());
  }

  private static String sort(String field, String code) {
    return "{\"sort\":[{\"_hamming_distance\":{\"field\":\""
        + field
        + "\",\"code\":"
        + code
        + "}}]}";
  }
}
