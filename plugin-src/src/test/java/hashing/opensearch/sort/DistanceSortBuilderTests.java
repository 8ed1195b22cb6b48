package hashing.opensearch.sort;

import static org.hamcrest.Matchers.containsString;

import hashing.opensearch.mapper.GivenCode;
import java.io.IOException;
import java.util.List;
import org.opensearch.common.xcontent.json.JsonXContent;
import org.opensearch.core.common.io.stream.Writeable;
import org.opensearch.core.xcontent.XContentParser;
import org.opensearch.search.sort.NestedSortBuilder;
import org.opensearch.search.sort.SortMode;
import org.opensearch.search.sort.SortOrder;
import org.opensearch.test.AbstractSerializingTestCase;

/** The sort's body and wire form, there and back. */
public final class DistanceSortBuilderTests
    extends AbstractSerializingTestCase<DistanceSortBuilder> {

  @Override
  protected DistanceSortBuilder createTestInstance() {
    Object code =
        randomFrom(randomAlphaOfLength(16), randomInt(), randomLong(), List.of(1, 255, -128));
    DistanceSortBuilder sort =
        new DistanceSortBuilder(randomAlphaOfLength(5), new GivenCode(code))
            .order(randomFrom(SortOrder.values()))
            .missing(randomFrom("_first", "_last", 17))
            .ignoreUnmapped(randomBoolean());
    if (randomBoolean()) {
      sort.mode(randomFrom(SortMode.MIN, SortMode.MAX));
    }
    if (randomBoolean()) {
      sort.nested(new NestedSortBuilder(randomAlphaOfLength(5)).setMaxChildren(randomInt(9)));
    }
    return sort;
  }

  @Override
  protected Writeable.Reader<DistanceSortBuilder> instanceReader() {
    return DistanceSortBuilder::new;
  }

  @Override
  protected DistanceSortBuilder mutateInstance(DistanceSortBuilder sort) {
    SortOrder other = sort.order() == SortOrder.ASC ? SortOrder.DESC : SortOrder.ASC;
    DistanceSortBuilder copy = randomValueOtherThan(sort, this::createTestInstance);
    return randomBoolean() ? copy : copy.order(other);
  }

  @Override
  protected DistanceSortBuilder doParseInstance(XContentParser parser) throws IOException {
    assertEquals(XContentParser.Token.START_OBJECT, parser.nextToken());
    assertEquals(XContentParser.Token.FIELD_NAME, parser.nextToken());
    assertEquals(DistanceSortBuilder.NAME, parser.currentName());
    parser.nextToken();
    DistanceSortBuilder sort = DistanceSortBuilder.fromXContent(parser, parser.currentName());
    assertEquals(XContentParser.Token.END_OBJECT, parser.nextToken());
    return sort;
  }

  public void testDefaults() throws IOException {
    DistanceSortBuilder sort = parse("{\"field\":\"f\",\"code\":\"a1\"}");
    assertEquals(new DistanceSortBuilder("f", new GivenCode("a1")).order(SortOrder.ASC), sort);
  }

  public void testRefused() {
    assertRefused("{\"code\":\"a1\"}", "Required [field]");
    assertRefused("{\"field\":\"f\"}", "Required [code]");
    assertRefused(
        "{\"field\":\"f\",\"code\":{}}", "[code] takes a string in the field's format or an array");
    assertRefused("{\"field\":\"f\",\"code\":\"a1\",\"cod\":1}", "unknown field [cod]");
    assertRefused(
        "{\"field\":\"f\",\"code\":\"a1\",\"missing\":\"x\"}",
        "field [f]: [missing] takes _last, _first or a distance, found [x]");
    assertRefused(
        "{\"field\":\"f\",\"code\":\"a1\",\"missing\":-1}",
        "field [f]: [missing] takes _last, _first or a distance, found [-1]");
    assertRefused(
        "{\"field\":\"f\",\"code\":\"a1\",\"mode\":\"avg\"}",
        "field [f]: [mode] takes min or max, found [avg]");
    assertRefused(
        "{\"field\":\"f\",\"code\":\"a1\",\"order\":\"up\"}",
        "[order] takes asc or desc, found [up]");
  }

  private DistanceSortBuilder parse(String body) throws IOException {
    try (XContentParser parser = createParser(JsonXContent.jsonXContent, body)) {
      parser.nextToken();
      return DistanceSortBuilder.fromXContent(parser, DistanceSortBuilder.NAME);
    }
  }

  private void assertRefused(String body, String message) {
    Exception refused = expectThrows(IllegalArgumentException.class, () -> parse(body));
    StringBuilder messages = new StringBuilder();
    for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
      messages.append(cause.getMessage()).append('\n');
    }
    assertThat(messages.toString(), containsString(message));
  }
}
