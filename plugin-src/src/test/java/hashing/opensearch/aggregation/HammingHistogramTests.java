package hashing.opensearch.aggregation;

import static org.opensearch.test.hamcrest.OpenSearchAssertions.assertNoFailures;

import hashing.code.Codes;
import hashing.opensearch.mapper.CodeIndexTestCase;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.opensearch.action.search.SearchResponse;
import org.opensearch.search.SearchHit;
import org.opensearch.search.aggregations.bucket.histogram.Histogram;
import org.opensearch.search.aggregations.bucket.nested.Nested;
import org.opensearch.search.aggregations.bucket.terms.Terms;
import org.opensearch.search.aggregations.metrics.TopHits;

/** Documents by distance, over shards, against distances of all documents. */
public final class HammingHistogramTests extends CodeIndexTestCase {

  private static Map<Integer, Long> counts(Histogram histogram) {
    Map<Integer, Long> counts = new TreeMap<>();
    for (Histogram.Bucket bucket : histogram.getBuckets()) {
      counts.put((int) (double) (Double) bucket.getKey(), bucket.getDocCount());
    }
    return counts;
  }

  private Map<Integer, Set<String>> expected(byte[] from, int max, int interval, Set<String> ids) {
    Map<Integer, Set<String>> byDistance = new TreeMap<>();
    for (String id : ids) {
      byte[] code = corpus.codes.get(id);
      int distance = code == null ? Integer.MAX_VALUE : Codes.distance(from, code);
      if (distance <= max) {
        byDistance.computeIfAbsent(distance - distance % interval, _ -> new TreeSet<>()).add(id);
      }
    }
    return byDistance;
  }

  private static Map<Integer, Long> sizes(Map<Integer, Set<String>> ids) {
    Map<Integer, Long> sizes = new TreeMap<>();
    ids.forEach((key, set) -> sizes.put(key, (long) set.size()));
    return sizes;
  }

  private String body(byte[] from, int max, int interval, String more) {
    return "\"aggs\":{\"h\":{\"hamming_histogram\":{\"field\":\"code\",\"code\":\""
        + corpus.hex(from)
        + "\",\"max_distance\":"
        + max
        + ",\"interval\":"
        + interval
        + "}"
        + more
        + "}}";
  }

  public void testAgainstAllDistances() throws Exception {
    index(randomFrom(1, 8, 63, 64, 65, 256, 1000), randomIntBetween(1, 3), randomIntBetween(1, 3));
    for (int i = 0; i < 20; i++) {
      byte[] from = corpus.anyCode();
      int max = randomIntBetween(0, bits);
      int interval = randomIntBetween(1, 5);
      Map<Integer, Set<String>> all = expected(from, max, interval, corpus.codes.keySet());
      SearchResponse response = search("{\"size\":0," + body(from, max, interval, "") + "}").get();
      assertNoFailures(response);
      assertEquals(sizes(all), counts(response.getAggregations().get("h")));
      if (i == 10) {
        // Without deletes whole segments are counted, afterwards too.
        client().admin().indices().prepareForceMerge("codes").setMaxNumSegments(1).get();
      }
    }
  }

  public void testQueryAndSubAggregations() throws Exception {
    index(64, randomIntBetween(1, 3), 3);
    byte[] from = corpus.anyCode();
    String query = "{\"size\":300,\"query\":{\"range\":{\"number\":{\"gte\":40}}},";
    String top =
        ",\"aggs\":{\"top\":{\"top_hits\":{\"size\":100}},\"max\":{\"max\":{\"field\":\"number\"}}}";
    SearchResponse response = search(query + body(from, 64, 1, top) + "}").get();
    assertNoFailures(response);
    Set<String> ids = new TreeSet<>();
    response.getHits().forEach(hit -> ids.add(hit.getId()));
    Map<Integer, Set<String>> expected = expected(from, 64, 1, ids);
    Histogram histogram = response.getAggregations().get("h");
    assertEquals(sizes(expected), counts(histogram));
    for (Histogram.Bucket bucket : histogram.getBuckets()) {
      Set<String> found = new TreeSet<>();
      TopHits hits = bucket.getAggregations().get("top");
      for (SearchHit hit : hits.getHits()) {
        found.add(hit.getId());
      }
      assertEquals(expected.get((int) (double) (Double) bucket.getKey()), found);
    }
  }

  /** A score below the least one wanted keeps documents out, whole segments or not. */
  public void testMinScore() throws Exception {
    index(64, 1, 1);
    SearchResponse response =
        search("{\"min_score\":2," + body(corpus.anyCode(), 64, 1, "") + "}").get();
    assertEquals(Map.of(), counts(response.getAggregations().get("h")));
  }

  public void testInsideOtherAggregations() throws Exception {
    index(64, 2, 2);
    byte[] from = corpus.anyCode();
    SearchResponse response =
        search(
                "{\"size\":300,\"aggs\":{\"by\":{\"terms\":{\"field\":\"number\",\"size\":200},"
                    + body(from, 64, 1, "")
                    + "}}}")
            .get();
    assertNoFailures(response);
    Map<Integer, Set<String>> byNumber = new TreeMap<>();
    for (SearchHit hit : response.getHits()) {
      int number = (Integer) hit.getSourceAsMap().get("number");
      byNumber.computeIfAbsent(number, _ -> new TreeSet<>()).add(hit.getId());
    }
    Terms terms = response.getAggregations().get("by");
    assertEquals(byNumber.size(), terms.getBuckets().size());
    for (Terms.Bucket bucket : terms.getBuckets()) {
      Set<String> ids = byNumber.get(bucket.getKeyAsNumber().intValue());
      assertEquals(sizes(expected(from, 64, 1, ids)), counts(bucket.getAggregations().get("h")));
    }
  }

  public void testNestedCodes() throws Exception {
    indexViews(new String[][] {{"00", "ff", "01"}, {"02"}, {}});
    SearchResponse response =
        search(
                "{\"aggs\":{\"n\":{\"nested\":{\"path\":\"views\"},\"aggs\":{\"h\":"
                    + "{\"hamming_histogram\":{\"field\":\"views.code\",\"code\":\"00\"}}}}}}")
            .get();
    assertNoFailures(response);
    Nested nested = response.getAggregations().get("n");
    assertEquals(Map.of(0, 1L, 1, 2L, 8, 1L), counts(nested.getAggregations().get("h")));
  }

  public void testRefused() throws Exception {
    index(64, 1, 1);
    assertRefused(aggregation("code", "\"abc\""), "field [code] of type [binary_code]: found 3");
    assertRefused(aggregation("number", "\"00\""), "field [number] has type [integer], allowed is");
    String code = "\"" + corpus.hex(corpus.anyCode()) + "\"";
    assertRefused(
        aggregation("code", code + ",\"max_distance\":65"),
        "[h] on field [code]: [max_distance] takes 0 to 64, found [65]");
    assertRefused(
        aggregation("code", code + ",\"interval\":0"),
        "[h] on field [code]: [interval] takes 1 to 16384, found [0]");
    assertRefused(aggregation("code", code + ",\"intervals\":2"), "unknown field [intervals]");
    SearchResponse unmapped = search(aggregation("none", "\"00\"")).get();
    assertNoFailures(unmapped);
    assertEquals(Map.of(), counts(unmapped.getAggregations().get("h")));
  }

  private static String aggregation(String field, String code) {
    return "{\"aggs\":{\"h\":{\"hamming_histogram\":{\"field\":\""
        + field
        + "\",\"code\":"
        + code
        + "}}}}";
  }
}
