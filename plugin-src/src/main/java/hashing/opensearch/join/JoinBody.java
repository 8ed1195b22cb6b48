package hashing.opensearch.join;

import hashing.opensearch.join.BodyReader.ValueReader;
import hashing.opensearch.join.JoinRequest.Form;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.core.common.Strings;
import org.opensearch.core.xcontent.XContentParser;
import org.opensearch.core.xcontent.XContentParser.Token;
import org.opensearch.index.query.QueryBuilder;

/** The body of {@code POST /{index}/_hashing/_join}, while it is read. */
public final class JoinBody {

  /** Widest code. */
  private static final int MAX_BITS = 16384;

  private final List<String> indices;
  private String field;
  private QueryBuilder filter;
  private boolean two;
  private final List<String> otherIndices = new ArrayList<>();
  private String otherField;
  private QueryBuilder otherFilter;
  Integer radius;
  Integer k;
  Form form = Form.PAIRS;
  Long maxPairs;
  String destination;
  int size = JoinRequest.DEFAULT_SIZE;
  long keepAlive = JoinRequest.DEFAULT_KEEP_ALIVE;

  private JoinBody(List<String> indices) {
    this.indices = indices;
  }

  /**
   * Reads a request.
   *
   * @throws org.opensearch.core.common.ParsingException if it is wrong; the message names the
   *     parameter, what was found and what is allowed
   */
  public static JoinRequest read(String[] indices, XContentParser parser) throws IOException {
    JoinBody body = new JoinBody(List.of(indices));
    BodyReader reader = new BodyReader(parser, "_join");
    reader.body(body.parameters(reader));
    return new JoinRequest(body);
  }

  private Map<String, ValueReader> parameters(BodyReader reader) {
    Map<String, ValueReader> parameters = new LinkedHashMap<>();
    parameters.put("field", () -> field = reader.text("field"));
    parameters.put("filter", () -> filter = reader.filter("filter"));
    parameters.put("radius", () -> radius = reader.integer("radius", 0, MAX_BITS));
    parameters.put("k", () -> k = reader.integer("k", 1, JoinRequest.MAX_K));
    parameters.put("as", () -> form = form(reader));
    parameters.put("max_pairs", () -> maxPairs = reader.number("max_pairs", 1, Long.MAX_VALUE));
    parameters.put("size", () -> size = reader.integer("size", 1, JoinRequest.MAX_SIZE));
    parameters.put("keep_alive", () -> keepAlive = keepAlive(reader));
    parameters.put("with", () -> with(reader));
    parameters.put(
        "destination",
        () -> {
          reader.object("[destination]", Map.of("index", () -> destination = reader.text("index")));
          if (destination == null) {
            throw reader.failure("takes an [index] in [destination], found none");
          }
        });
    return parameters;
  }

  private void with(BodyReader reader) throws IOException {
    two = true;
    reader.object(
        "[with]",
        Map.of(
            "index",
            () -> otherIndices.addAll(indices(reader)),
            "field",
            () -> otherField = reader.text("field"),
            "filter",
            () -> otherFilter = reader.filter("filter")));
  }

  private static List<String> indices(BodyReader reader) throws IOException {
    if (reader.parser.currentToken() != Token.START_ARRAY) {
      return List.of(Strings.splitStringByCommaToArray(reader.text("index")));
    }
    List<String> names = new ArrayList<>();
    while (reader.parser.nextToken() != Token.END_ARRAY) {
      names.add(reader.text("index"));
    }
    return names;
  }

  private static Form form(BodyReader reader) throws IOException {
    String text = reader.text("as");
    for (Form form : Form.values()) {
      if (form.toString().equals(text)) {
        return form;
      }
    }
    throw reader.failure("takes [pairs] or [groups] as [as], found [" + text + "]");
  }

  private static long keepAlive(BodyReader reader) throws IOException {
    String text = reader.text("keep_alive");
    long millis;
    try {
      millis = TimeValue.parseTimeValue(text, "keep_alive").millis();
    } catch (IllegalArgumentException e) {
      millis = -1;
    }
    if (millis < 1000 || millis > JoinRequest.MAX_KEEP_ALIVE) {
      throw reader.failure("takes a time from [1s] to [1h] as [keep_alive], found [" + text + "]");
    }
    return millis;
  }

  JoinSide left() {
    return new JoinSide(indices, field, filter);
  }

  /** The field of the second side is that of the first where it is not named. */
  JoinSide right() {
    return two
        ? new JoinSide(otherIndices, otherField == null ? field : otherField, otherFilter)
        : null;
  }
}
