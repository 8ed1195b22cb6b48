package hashing.opensearch.query;

import static org.hamcrest.Matchers.containsString;

import hashing.encode.InputSpec;
import hashing.opensearch.model.ModelRegistry;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.opensearch.common.settings.Settings;
import org.opensearch.common.xcontent.XContentFactory;
import org.opensearch.common.xcontent.json.JsonXContent;
import org.opensearch.core.common.ParsingException;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.core.xcontent.DeprecationHandler;
import org.opensearch.core.xcontent.NamedXContentRegistry;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.core.xcontent.XContentParser;
import org.opensearch.search.SearchModule;
import org.opensearch.test.OpenSearchTestCase;

public class HammingQueryParserTests extends OpenSearchTestCase {

  private static HammingQueryBuilder parse(String json) throws IOException {
    NamedXContentRegistry registry =
        new NamedXContentRegistry(
            new SearchModule(Settings.EMPTY, Collections.emptyList()).getNamedXContents());
    try (XContentParser parser =
        JsonXContent.jsonXContent.createParser(
            registry, DeprecationHandler.THROW_UNSUPPORTED_OPERATION, json)) {
      assertEquals(XContentParser.Token.START_OBJECT, parser.nextToken());
      return HammingQueryParser.parse(parser, ModelRegistry.of(null));
    }
  }

  public void testBinaryIsRefusedByName() throws IOException {
    for (String name : List.of("code", "codes", "k", "query_image", "query_vector", "like")) {
      XContentBuilder body =
          XContentFactory.cborBuilder()
              .startObject()
              .startObject("f")
              .field(name, new byte[] {1, 2})
              .endObject()
              .endObject();
      try (XContentParser parser = createParser(body)) {
        parser.nextToken();
        ParsingException e =
            expectThrows(
                ParsingException.class,
                () -> HammingQueryParser.parse(parser, ModelRegistry.of(null)));
        assertThat(e.getMessage(), containsString("[" + name + "]"));
        assertThat(e.getMessage(), containsString("found binary"));
      }
    }
  }

  private static void refused(String json, String... parts) {
    ParsingException e = expectThrows(ParsingException.class, () -> parse(json));
    assertEquals(RestStatus.BAD_REQUEST, e.status());
    for (String part : parts) {
      assertThat(e.getMessage(), containsString(part));
    }
  }

  /** A body of field {@code f} around the parameters. */
  private static void body(String parameters, String... parts) {
    refused("{\"f\":{" + parameters + "}}", parts);
  }

  public void testShape() {
    refused("{}", "[hamming] query names no field");
    refused("{\"f\":\"00\"}", "field [f] takes an object, found the string [00]");
    refused("{\"f\":null}", "takes an object, found [null]");
    refused("{\"f\":[]}", "takes an object, found an array");
    refused(
        "{\"f\":{\"code\":\"00\",\"k\":1},\"g\":{\"code\":\"00\",\"k\":1}}",
        "field [f] is followed by a second field [g], a query takes one");
    refused(
        "{\"f\":{\"code\":\"00\",\"k\":1},\"boost\":2}",
        "followed by [boost], which belongs inside the field's object");
  }

  public void testTargets() {
    body("\"k\":1", "exactly one of [code, codes, like, query_text, query_image, query_vector]");
    body("\"k\":1,\"code\":\"00\",\"codes\":[\"00\"]", "has both [code] and [codes]");
    body("\"k\":1,\"query_text\":\"a\",\"query_vector\":[1]", "[query_text] and [query_vector]");
    body("\"k\":1,\"code\":\"00\",\"like\":{\"index\":\"i\",\"id\":\"1\"}", "[code] and [like]");
    body("\"k\":1,\"code\":null", "array of bytes as [code], found [null]");
    body("\"k\":1,\"code\":true", "as [code], found [true]");
    body("\"k\":1,\"code\":{\"a\":1}", "as [code], found an object");
    body("\"k\":1,\"code\":1.5", "takes an integer as [code], found [1.5]");
    body("\"k\":1,\"code\":1e99", "takes an integer as [code], found");
    body("\"k\":1,\"code\":[256]", "from [-128] to [255] as [code[0]], found [256]");
    body("\"k\":1,\"code\":[0,-129]", "as [code[1]], found [-129]");
    body("\"k\":1,\"code\":[1.5]", "as [code[0]], found [1.5]");
    body("\"k\":1,\"code\":[\"zz\"]", "as [code[0]], found the string [zz]");
    body("\"k\":1,\"code\":[[1]]", "as [code[0]], found an array");
    body("\"k\":1,\"codes\":\"00\"", "array of codes as [codes], found the string [00]");
    body("\"k\":1,\"codes\":[]", "takes 1 to [1024] codes as [codes], found [0]");
    body("\"k\":1,\"codes\":[" + "\"00\",".repeat(1024) + "\"00\"]", "at least [1025]");
    // Refused where the limit is passed: what follows is not even read.
    body("\"k\":1,\"codes\":[" + "\"00\",".repeat(1024) + "null]", "at least [1025]");
    body("\"k\":1,\"codes\":[\"00\",null]", "as [codes[1]], found [null]");
    body("\"k\":1,\"codes\":[[1],[300]]", "as [codes[1][0]], found [300]");
    body("\"k\":1,\"code\":[" + "0,".repeat(16384) + "0]", "at most [16384] bytes");
  }

  public void testLike() {
    body("\"k\":1,\"like\":\"7\"", "[index, id, path, routing] as [like], found the string [7]");
    body("\"k\":1,\"like\":{}", "[like] without [index], which is required");
    body("\"k\":1,\"like\":{\"index\":\"i\"}", "[like] without [id], which is required");
    body("\"k\":1,\"like\":{\"id\":\"1\"}", "[like] without [index], which is required");
    body(
        "\"k\":1,\"like\":{\"index\":\"i\",\"id\":\"1\",\"rooting\":\"x\"}",
        "does not know [like.rooting]; did you mean [routing]?",
        "allowed are [index, id, path, routing]");
    body("\"k\":1,\"like\":{\"index\":[\"i\"]}", "string as [like.index], found an array");
  }

  public void testLengthOfPath() throws IOException {
    String like = "\"k\":1,\"like\":{\"index\":\"i\",\"id\":\"1\"";
    String longest = "a.".repeat(499) + "bc";
    parse("{\"f\":{" + like + ",\"path\":\"" + longest + "\"}}}");
    parse("{\"" + longest + "\":{" + like + "}}}");
    String found = "at most [1000] characters as [like.path]";
    body(like + ",\"path\":\"" + longest + "d\"}", found, "found [1001]");
    refused("{\"" + longest + "d\":{" + like + "}}}", found, "found [1001]");
  }

  public void testLongestVector() throws IOException {
    for (int length : List.of(0, 1, 64, 65, 128, 1000)) {
      String numbers = String.join(",", Collections.nCopies(length, "1"));
      parse("{\"f\":{\"k\":1,\"query_vector\":[" + numbers + "]}}");
    }
    String tooMany = "0,".repeat(InputSpec.MAX_SIZE) + "null";
    body(
        "\"k\":1,\"query_vector\":[" + tooMany + "]",
        "takes at most [16777216] numbers as [query_vector], found at least [16777217]");
  }

  public void testContent() {
    body("\"k\":1,\"query_text\":[\"a\"]", "takes a string as [query_text], found an array");
    body("\"k\":1,\"query_image\":\"***\"", "image as [query_image]", "not base64");
    body("\"k\":1,\"query_image\":\"\"", "found an empty string");
    body("\"k\":1,\"query_image\":\"data:image/png,abc\"", "without [;base64,]");
    body("\"k\":1,\"query_vector\":1", "takes an array of numbers as [query_vector], found [1]");
    body("\"k\":1,\"query_vector\":[1,\"x\"]", "as [query_vector[1]], found the string [x]");
    body("\"k\":1,\"query_vector\":[1e39]", "finite 32-bit floats", "found [Infinity] at [0]");
    body("\"k\":1,\"query_vector\":[null]", "as [query_vector[0]], found [null]");
  }

  public void testLimits() {
    body("\"code\":\"00\"", "has neither [k] nor [max_distance]");
    body("\"code\":\"00\",\"k\":0", "an integer from [1] to [10000] as [k], found [0]");
    body("\"code\":\"00\",\"k\":10001", "as [k], found [10001]");
    body("\"code\":\"00\",\"k\":1.5", "as [k], found [1.5]");
    body("\"code\":\"00\",\"k\":1e400", "as [k], found");
    body("\"code\":\"00\",\"k\":\"ten\"", "as [k], found the string [ten]");
    body("\"code\":\"00\",\"k\":null", "as [k], found [null]");
    body("\"code\":\"00\",\"k\":4294967297", "as [k], found [4294967297]");
    body("\"code\":\"00\",\"max_distance\":-1", "[0] to [16384] as [max_distance], found [-1]");
    body("\"code\":\"00\",\"max_distance\":16385", "as [max_distance], found [16385]");
    body("\"code\":\"00\",\"max_distance\":[1]", "as [max_distance], found an array");
  }

  public void testRest() {
    body("\"code\":\"00\",\"k\":1,\"filter\":[]", "one query as [filter], found an array");
    body("\"code\":\"00\",\"k\":1,\"filter\":{\"nope\":{}}", "unknown query [nope]");
    body("\"code\":\"00\",\"k\":1,\"model_id\":{}", "takes a string as [model_id]");
    body("\"code\":\"00\",\"k\":1,\"ignore_unmapped\":1", "[true] or [false]", "found [1]");
    body("\"code\":\"00\",\"k\":1,\"boost\":-1", "[boost] of 0 or more, found [-1.0]");
    body("\"code\":\"00\",\"k\":1,\"boost\":1e39", "[boost] of 0 or more, found [Infinity]");
    body("\"code\":\"00\",\"k\":1,\"boost\":\"x\"", "takes a number as [boost]");
    body("\"code\":\"00\",\"k\":1,\"_name\":[]", "takes a string as [_name]");
  }

  public void testUnknownParameters() {
    body("\"code\":\"00\",\"k\":1,\"max_dist\":1", "did you mean [max_distance]?", "allowed are");
    body("\"code\":\"00\",\"k\":1,\"probes\":100", "does not know [probes]", "[code, codes, like,");
    body("\"query_txt\":\"00\",\"k\":1", "did you mean any of [query_text");
  }

  public void testRescoring() throws IOException {
    String code = "\"code\":\"00\",";
    HammingQueryBuilder query = parse("{\"f\":{" + code + "\"k\":3,\"weights\":[1,0.5]}}");
    assertEquals(new Rescore(1, new float[] {1, 0.5f}), query.rescore());
    query =
        parse(
            "{\"f\":{"
                + code
                + "\"k\":3,\"weights\":[1],\"rescore\":{\"oversample_factor\":2.5}}}");
    assertEquals(8, query.rescore().considered(3));
    assertNull(parse("{\"f\":{" + code + "\"k\":3,\"rescore\":false}}").rescore());
    query = parse("{\"f\":{\"query_text\":\"a\",\"k\":3,\"rescore\":true}}");
    assertEquals(new Rescore(1, null), query.rescore());

    body(code + "\"max_distance\":1,\"weights\":[1]", "has [weights] without [k]");
    body(code + "\"max_distance\":1,\"rescore\":true", "has [rescore] without [k]");
    body(code + "\"k\":1,\"rescore\":true", "has [rescore] with [code] but without [weights]");
    body(code + "\"k\":1,\"rescore\":3", "takes [true] or an object as [rescore], found [3]");
    body(
        code + "\"k\":1,\"rescore\":{\"factor\":3}",
        "does not know [rescore.factor]; allowed is [rescore.oversample_factor]");
    body(
        code + "\"k\":1,\"rescore\":{\"oversample_factor\":0.5}",
        "takes a number from [1] to [10000] as [rescore.oversample_factor], found [0.5]");
    body(
        code + "\"k\":9000,\"weights\":[1],\"rescore\":{\"oversample_factor\":2}",
        "takes [k] times [oversample_factor] up to [10000], found [18000]");
    body(code + "\"k\":1,\"weights\":1", "takes an array of numbers as [weights], found [1]");
  }

  public void testBudget() throws IOException {
    assertEquals(9, (int) parse("{\"f\":{\"code\":\"00\",\"k\":3,\"budget\":9}}").budget());
    body("\"code\":\"00\",\"k\":1,\"budget\":0", "from [1] to [2147483647] as [budget]");
    body("\"code\":\"00\",\"max_distance\":1,\"budget\":9", "has [budget], which needs [k]");
    body("\"code\":\"00\",\"k\":1,\"weights\":[1],\"budget\":9", "goes neither with [weights]");
  }
}
