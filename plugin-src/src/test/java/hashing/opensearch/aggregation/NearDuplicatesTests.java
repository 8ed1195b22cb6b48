package hashing.opensearch.aggregation;

import static org.opensearch.test.hamcrest.OpenSearchAssertions.assertNoFailures;

import hashing.code.Codes;
import hashing.opensearch.mapper.CodeIndexTestCase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.opensearch.action.bulk.BulkRequestBuilder;
import org.opensearch.action.search.SearchResponse;
import org.opensearch.search.SearchHit;
import org.opensearch.search.aggregations.bucket.MultiBucketsAggregation;
import org.opensearch.search.aggregations.bucket.nested.Nested;
import org.opensearch.search.aggregations.bucket.terms.Terms;
import org.opensearch.search.aggregations.metrics.TopHits;

/** Groups of an index's documents, over shards, against groups found by comparing all pairs. */
public final class NearDuplicatesTests extends CodeIndexTestCase {
  private final Map<String, byte[]> codes = new TreeMap<>();

  /** Documents with codes that drift, so that groups are chains. */
  private void fill(int size) {
    BulkRequestBuilder bulk = client().prepareBulk();
    byte[] code = new byte[Codes.byteLength(bits)];
    for (int i = 0; i < size; i++) {
      if (randomInt(10) == 0) {
        code = corpus.anyCode().clone();
      }
      for (int flips = randomInt(Math.min(bits, 5)); flips > 0; flips--) {
        int bit = randomInt(bits - 1);
        code[bit / 8] ^= (byte) (0x80 >>> (bit % 8));
      }
      String id = "d" + i;
      codes.put(id, code.clone());
      bulk.add(
          client()
              .prepareIndex("codes")
              .setId(id)
              .setSource(Map.of("code", corpus.hex(code), "number", i % 7)));
      if (i == size / 2) {
        assertFalse(bulk.get().hasFailures());
        client().admin().indices().prepareRefresh("codes").get();
        bulk = client().prepareBulk();
      }
    }
    assertFalse(bulk.get().hasFailures());
    for (int i = 0; i < size / 10; i++) {
      String id = "d" + randomInt(size - 1);
      client().prepareDelete("codes", id).get();
      codes.remove(id);
    }
    client().admin().indices().prepareRefresh("codes").get();
  }

  /** Groups of at least so many documents. */
  private Set<Set<String>> expected(Set<String> ids, int maxDistance, int minSize) {
    Map<String, Set<String>> groups = new HashMap<>();
    for (String id : ids) {
      Set<String> joined = new TreeSet<>(Set.of(id));
      for (Set<String> group : Set.copyOf(groups.values())) {
        if (group.stream()
            .anyMatch(other -> Codes.distance(codes.get(other), codes.get(id)) <= maxDistance)) {
          joined.addAll(group);
        }
      }
      joined.forEach(member -> groups.put(member, joined));
    }
    Set<Set<String>> large = new HashSet<>(groups.values());
    large.removeIf(group -> group.size() < minSize);
    return large;
  }

  private static String body(int maxDistance, int minSize, String more) {
    return "\"aggs\":{\"n\":{\"near_duplicates\":{\"field\":\"code\",\"max_distance\":"
        + maxDistance
        + ",\"min_group_size\":"
        + minSize
        + ",\"size\":10000}"
        + more
        + "}}";
  }

  private static final String TOP_HITS =
      ",\"aggs\":{\"top\":{\"top_hits\":{\"size\":100,\"_source\":false}}}";

  private void check(Set<Set<String>> expected, InternalNearDuplicates found, boolean withHits) {
    assertEquals(expected.size(), found.groupCount());
    assertEquals(0, found.otherDocCount());
    assertEquals(expected.size(), found.getBuckets().size());
    Map<String, Set<String>> byKey = new HashMap<>();
    for (Set<String> group : expected) {
      byte[] least = group.stream().map(codes::get).min(Arrays::compareUnsigned).orElseThrow();
      byKey.put(corpus.hex(least), group);
    }
    long last = Long.MAX_VALUE;
    for (DuplicateGroup group : found.getBuckets()) {
      Set<String> ids = byKey.get(group.getKeyAsString());
      assertNotNull(group.getKeyAsString(), ids);
      assertEquals(ids.size(), group.getDocCount());
      assertTrue(group.getDocCount() <= last);
      last = group.getDocCount();
      assertEquals(
          ids.stream().map(id -> corpus.hex(codes.get(id))).distinct().count(), group.codeCount());
      if (withHits) {
        Set<String> hits = new TreeSet<>();
        TopHits top = group.getAggregations().get("top");
        top.getHits().forEach(hit -> hits.add(hit.getId()));
        assertEquals(ids.stream().limit(100).count(), hits.size());
        assertTrue(ids.containsAll(hits));
      }
    }
  }

  public void testAgainstAllPairs() throws Exception {
    index(randomFrom(8, 63, 64, 65, 256), randomIntBetween(1, 3), 0);
    fill(randomIntBetween(50, 300));
    for (int i = 0; i < 8; i++) {
      int maxDistance = randomInt(Math.min(bits, 6));
      int minSize = randomIntBetween(1, 4);
      boolean withHits = randomBoolean();
      SearchResponse response =
          search("{\"size\":0," + body(maxDistance, minSize, withHits ? TOP_HITS : "") + "}").get();
      assertNoFailures(response);
      check(
          expected(codes.keySet(), maxDistance, minSize),
          response.getAggregations().get("n"),
          withHits);
    }
  }

  public void testOfWhatTheQueryMatches() throws Exception {
    index(64, randomIntBetween(1, 3), 0);
    fill(200);
    SearchResponse response =
        search(
                "{\"size\":300,\"query\":{\"range\":{\"number\":{\"gte\":3}}},"
                    + body(3, 2, TOP_HITS)
                    + "}")
            .get();
    assertNoFailures(response);
    Set<String> ids = new TreeSet<>();
    response.getHits().forEach(hit -> ids.add(hit.getId()));
    check(expected(ids, 3, 2), response.getAggregations().get("n"), true);
  }

  public void testInsideOtherAggregations() throws Exception {
    index(64, randomIntBetween(1, 2), 0);
    fill(200);
    SearchResponse response =
        search(
                "{\"size\":300,\"aggs\":{\"by\":{\"terms\":{\"field\":\"number\"},"
                    + body(4, 2, TOP_HITS)
                    + "}}}")
            .get();
    assertNoFailures(response);
    Terms terms = response.getAggregations().get("by");
    assertEquals(7, terms.getBuckets().size());
    for (Terms.Bucket bucket : terms.getBuckets()) {
      Set<String> ids = new TreeSet<>();
      for (SearchHit hit : response.getHits()) {
        if (hit.getSourceAsMap().get("number").equals(bucket.getKeyAsNumber().intValue())) {
          ids.add(hit.getId());
        }
      }
      check(expected(ids, 4, 2), bucket.getAggregations().get("n"), true);
    }
  }

  public void testLargestGroupsOnly() throws Exception {
    index(8, 2, 0);
    for (String code : List.of("00", "00", "01", "03", "f0", "f0", "ff", "fe", "3c")) {
      client().prepareIndex("codes").setSource(Map.of("code", code)).get();
    }
    client().admin().indices().prepareRefresh("codes").get();
    assertEquals("3 8: 00=4", largest(1, 1));
    assertEquals("3 8: 00=4 f0=2 fe=2", largest(1, 3));
    assertEquals("2 4: 00=2 f0=2", largest(0, 3));
    assertEquals("1 9: 00=9", largest(4, 3));
  }

  private String largest(int maxDistance, int size) throws Exception {
    String body =
        "{\"aggs\":{\"n\":{\"near_duplicates\":{\"field\":\"code\",\"max_distance\":"
            + maxDistance
            + ",\"size\":"
            + size
            + "}}}}";
    InternalNearDuplicates found = search(body).get().getAggregations().get("n");
    List<String> groups = new ArrayList<>();
    long documents = found.otherDocCount();
    for (MultiBucketsAggregation.Bucket bucket : found.getBuckets()) {
      groups.add(bucket.getKeyAsString() + "=" + bucket.getDocCount());
      documents += bucket.getDocCount();
    }
    return found.groupCount() + " " + documents + ": " + String.join(" ", groups);
  }

  /** Scores of nested documents are those of their query. */
  public void testNestedCodes() throws Exception {
    indexViews(new String[][] {{"00", "ff", "01"}, {"02"}, {"3c"}});
    SearchResponse response =
        search(
                "{\"aggs\":{\"v\":{\"nested\":{\"path\":\"views\"},\"aggs\":{\"n\":"
                    + "{\"near_duplicates\":{\"field\":\"views.code\",\"max_distance\":1},"
                    + "\"aggs\":{\"top\":{\"top_hits\":{}}}}}}}}")
            .get();
    assertNoFailures(response);
    Nested nested = response.getAggregations().get("v");
    InternalNearDuplicates found = nested.getAggregations().get("n");
    assertEquals(1, found.getBuckets().size());
    assertEquals("00", found.getBuckets().getFirst().getKeyAsString());
    assertEquals(3, found.getBuckets().getFirst().getDocCount());
    TopHits top = found.getBuckets().getFirst().getAggregations().get("top");
    assertEquals(3, top.getHits().getHits().length);
  }

  public void testRefused() throws Exception {
    index(64, 2, 1);
    assertRefused(aggregation("number", "1"), "field [number] has type [integer], allowed is");
    assertRefused(
        aggregation("code", "65"), "[n] on field [code]: [max_distance] takes 0 to 64, found [65]");
    assertRefused(aggregation("code", "1,\"size\":0"), "[size] takes 1 to 10000, found [0]");
    assertRefused(aggregation("code", "1,\"min_group_size\":0"), "[min_group_size] takes 1 to");
    assertRefused(aggregation("code", "1,\"radius\":2"), "unknown field [radius]");
    SearchResponse unmapped = search(aggregation("none", "1")).get();
    assertNoFailures(unmapped);
    InternalNearDuplicates none = unmapped.getAggregations().get("n");
    assertEquals(0, none.groupCount());
  }

  private static String aggregation(String field, String distance) {
    return "{\"aggs\":{\"n\":{\"near_duplicates\":{\"field\":\""
        + field
        + "\",\"max_distance\":"
        + distance
        + "}}}}";
  }
}
