package hashing.opensearch.query;

import static org.hamcrest.Matchers.containsString;

import hashing.code.CodeFormat;
import hashing.code.Codes;
import hashing.encode.EncoderInput;
import hashing.opensearch.model.ModelRegistry;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.opensearch.ExceptionsHelper;
import org.opensearch.action.support.WriteRequest.RefreshPolicy;
import org.opensearch.common.xcontent.XContentType;
import org.opensearch.core.xcontent.MediaTypeRegistry;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.search.SearchHit;

/** The code of a document as the query. */
public class HammingLikeTests extends HammingSearchTestCase {
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
}
