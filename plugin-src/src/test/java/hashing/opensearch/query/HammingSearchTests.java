package hashing.opensearch.query;

import static org.hamcrest.Matchers.containsString;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.opensearch.ExceptionsHelper;
import org.opensearch.action.explain.ExplainResponse;
import org.opensearch.action.search.MultiSearchRequestBuilder;
import org.opensearch.action.search.MultiSearchResponse;
import org.opensearch.action.search.SearchRequestBuilder;
import org.opensearch.action.search.SearchResponse;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.search.SearchHit;
import org.opensearch.search.profile.ProfileResult;

/** The query against a scan. */
public class HammingSearchTests extends HammingSearchTestCase {
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
        "found no model [fashion@1] on this node, it has [blockhash-256, imagehash-average-hash");
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
    refused("\"code\":{" + code + ",\"k\":1,\"radius\":5}", "does not know [radius]");
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
}
