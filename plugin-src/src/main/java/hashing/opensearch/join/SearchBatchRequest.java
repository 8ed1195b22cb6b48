package hashing.opensearch.join;

import static org.opensearch.action.ValidateActions.addValidationError;

import hashing.opensearch.join.BodyReader.ValueReader;
import hashing.opensearch.mapper.GivenCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.opensearch.action.ActionRequest;
import org.opensearch.action.ActionRequestValidationException;
import org.opensearch.action.IndicesRequest;
import org.opensearch.action.support.IndicesOptions;
import org.opensearch.core.common.Strings;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.tasks.TaskId;
import org.opensearch.core.xcontent.XContentParser;
import org.opensearch.core.xcontent.XContentParser.Token;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.tasks.CancellableTask;
import org.opensearch.tasks.Task;

/** Asks for the documents nearest to each of many codes. */
public final class SearchBatchRequest extends ActionRequest implements IndicesRequest {
  /** Codes of a request. */
  public static final int MAX_CODES = 10_000;

  /** Documents that are asked for, all codes together. */
  public static final int MAX_HITS = 250_000;

  private static final int DEFAULT_SIZE = 10;
  private static final int MAX_BITS = 16384;

  private final List<String> indices;
  private String field;
  private QueryBuilder filter;
  private List<GivenCode> codes = new ArrayList<>();
  private Integer radius;
  private Integer k;
  private Integer size;
  private IndicesOptions options = IndicesOptions.strictExpandOpen();

  private SearchBatchRequest(List<String> indices) {
    this.indices = indices;
  }

  /**
   * Reads a request.
   *
   * @throws org.opensearch.core.common.ParsingException if it is wrong; the message names the
   *     parameter, what was found and what is allowed
   */
  public static SearchBatchRequest read(String[] indices, XContentParser parser)
      throws IOException {
    SearchBatchRequest request = new SearchBatchRequest(List.of(indices));
    BodyReader reader = new BodyReader(parser, "_search_batch");
    Map<String, ValueReader> parameters = new LinkedHashMap<>();
    parameters.put("field", () -> request.field = reader.text("field"));
    parameters.put("filter", () -> request.filter = reader.filter("filter"));
    parameters.put("codes", () -> request.readCodes(reader));
    parameters.put("radius", () -> request.radius = reader.integer("radius", 0, MAX_BITS));
    parameters.put("k", () -> request.k = reader.integer("k", 1, JoinRequest.MAX_K));
    parameters.put("size", () -> request.size = reader.integer("size", 1, JoinRequest.MAX_K));
    reader.body(parameters);
    return request;
  }

  private void readCodes(BodyReader reader) throws IOException {
    if (reader.parser.currentToken() != Token.START_ARRAY) {
      throw reader.failure("takes an array of codes as [codes], found " + reader.found());
    }
    while (reader.parser.nextToken() != Token.END_ARRAY) {
      if (codes.size() == MAX_CODES) {
        throw reader.failure("takes up to " + MAX_CODES + " [codes], found more");
      }
      codes.add(GivenCode.parse(reader.parser));
    }
  }

  SearchBatchRequest(StreamInput in) throws IOException {
    super(in);
    indices = in.readStringList();
    field = in.readOptionalString();
    filter = in.readOptionalNamedWriteable(QueryBuilder.class);
    codes = in.readList(GivenCode::new);
    radius = in.readOptionalInt();
    k = in.readOptionalInt();
    size = in.readOptionalInt();
    options = IndicesOptions.readIndicesOptions(in);
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    super.writeTo(out);
    out.writeStringCollection(indices);
    out.writeOptionalString(field);
    out.writeOptionalNamedWriteable(filter);
    out.writeList(codes);
    out.writeOptionalInt(radius);
    out.writeOptionalInt(k);
    out.writeOptionalInt(size);
    options.writeIndicesOptions(out);
  }

  JoinSide side() {
    return new JoinSide(indices, field, filter);
  }

  List<GivenCode> codes() {
    return codes;
  }

  /** Largest distance, null where there is no limit. */
  Integer radius() {
    return radius;
  }

  /** Documents for each code. */
  int hits() {
    return k != null ? k : size != null ? size : DEFAULT_SIZE;
  }

  public SearchBatchRequest indicesOptions(IndicesOptions newOptions) {
    options = newOptions;
    return this;
  }

  @Override
  public String[] indices() {
    return indices.toArray(String[]::new);
  }

  @Override
  public IndicesOptions indicesOptions() {
    return options;
  }

  @Override
  public boolean includeDataStreams() {
    return true;
  }

  @Override
  public ActionRequestValidationException validate() {
    ActionRequestValidationException problems = null;
    if (Strings.isNullOrEmpty(field)) {
      problems = addValidationError("[field] is missing, it names a binary_code field", problems);
    }
    if (codes.isEmpty()) {
      problems = addValidationError("[codes] is missing or empty, it lists codes", problems);
    }
    if ((radius == null) == (k == null)) {
      String found = k == null ? "neither" : "both";
      problems =
          addValidationError("exactly one of [radius] and [k] is needed, found " + found, problems);
    }
    if (k != null && size != null) {
      problems = addValidationError("[size] goes with [radius], found it with [k]", problems);
    }
    if ((long) codes.size() * hits() > MAX_HITS) {
      problems =
          addValidationError(
              "["
                  + codes.size()
                  + "] codes with ["
                  + hits()
                  + "] documents each are more than the ["
                  + MAX_HITS
                  + "] allowed in one answer",
              problems);
    }
    return problems;
  }

  @Override
  public Task createTask(
      long id, String type, String action, TaskId parent, Map<String, String> headers) {
    String description =
        String.join(",", indices) + ", field[" + field + "], codes[" + codes.size() + "]";
    return new CancellableTask(id, type, action, description, parent, headers) {
      @Override
      public boolean shouldCancelChildrenOnCancellation() {
        return true;
      }
    };
  }
}
