package hashing.opensearch.join;

import static org.opensearch.action.ValidateActions.addValidationError;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.opensearch.action.ActionRequest;
import org.opensearch.action.ActionRequestValidationException;
import org.opensearch.action.IndicesRequest;
import org.opensearch.action.support.IndicesOptions;
import org.opensearch.core.common.Strings;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.tasks.TaskId;
import org.opensearch.tasks.Task;

/**
 * Joins documents by the distance of their codes: those of one side with one another, or with those
 * of a second side.
 */
public final class JoinRequest extends ActionRequest implements IndicesRequest {
  /** Pairs written where the request does not say. */
  public static final long DEFAULT_MAX_PAIRS = 10_000_000;

  /** Neighbours of a document are held in memory for a batch of codes. */
  public static final int MAX_K = 1000;

  /** Rows of a page where the request does not say. */
  public static final int DEFAULT_SIZE = 1000;

  public static final int MAX_SIZE = 10_000;

  static final long DEFAULT_KEEP_ALIVE = 5 * 60_000L;

  /** Milliseconds. */
  static final long MAX_KEEP_ALIVE = 60 * 60_000L;

  /** What comes out. */
  public enum Form {
    PAIRS,
    GROUPS;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final JoinSide left;
  private final JoinSide right;
  private final Integer radius;
  private final Integer k;
  private final Form form;
  private final Long maxPairs;
  private final String destination;
  private final int size;
  private final long keepAlive;
  private IndicesOptions options = IndicesOptions.strictExpandOpen();
  private boolean storeResult;

  JoinRequest(JoinBody body) {
    left = body.left();
    right = body.right();
    radius = body.radius;
    k = body.k;
    form = body.form;
    maxPairs = body.maxPairs;
    destination = body.destination;
    size = body.size;
    keepAlive = body.keepAlive;
  }

  JoinRequest(StreamInput in) throws IOException {
    super(in);
    left = new JoinSide(in);
    right = in.readOptionalWriteable(JoinSide::new);
    radius = in.readOptionalInt();
    k = in.readOptionalInt();
    form = in.readEnum(Form.class);
    maxPairs = in.readOptionalLong();
    destination = in.readOptionalString();
    size = in.readVInt();
    keepAlive = in.readVLong();
    options = IndicesOptions.readIndicesOptions(in);
    storeResult = in.readBoolean();
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    super.writeTo(out);
    left.writeTo(out);
    out.writeOptionalWriteable(right);
    out.writeOptionalInt(radius);
    out.writeOptionalInt(k);
    out.writeEnum(form);
    out.writeOptionalLong(maxPairs);
    out.writeOptionalString(destination);
    out.writeVInt(size);
    out.writeVLong(keepAlive);
    options.writeIndicesOptions(out);
    out.writeBoolean(storeResult);
  }

  JoinSide left() {
    return left;
  }

  /** The second side, null for a join of the first with itself. */
  JoinSide right() {
    return right;
  }

  /** Largest distance of a pair, in bits; null where {@link #k} is given. */
  Integer radius() {
    return radius;
  }

  /** Neighbours of each document of the left side; null where {@link #radius} is given. */
  Integer k() {
    return k;
  }

  Form form() {
    return form;
  }

  long maxPairs() {
    return maxPairs == null ? DEFAULT_MAX_PAIRS : maxPairs;
  }

  /** The index that rows are written to, null where they are fetched page by page. */
  String destination() {
    return destination;
  }

  /** Rows of a page. */
  int size() {
    return size;
  }

  /** Milliseconds that a join waits for its next page to be fetched. */
  long keepAlive() {
    return keepAlive;
  }

  /** Whether the result is kept for the tasks API. */
  public JoinRequest storeResult(boolean store) {
    storeResult = store;
    return this;
  }

  public JoinRequest indicesOptions(IndicesOptions newOptions) {
    options = newOptions;
    return this;
  }

  @Override
  public boolean getShouldStoreResult() {
    return storeResult;
  }

  @Override
  public String[] indices() {
    return Stream.concat(
            left.indices().stream(), right == null ? Stream.of() : right.indices().stream())
        .distinct()
        .toArray(String[]::new);
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
    if (Strings.isNullOrEmpty(left.field())) {
      problems = addValidationError("[field] is missing, it names a binary_code field", problems);
    }
    if (right != null && right.indices().isEmpty()) {
      problems = addValidationError("[with] has no [index], the index to join with", problems);
    }
    if ((radius == null) == (k == null)) {
      String found = k == null ? "neither" : "both";
      problems =
          addValidationError("exactly one of [radius] and [k] is needed, found " + found, problems);
    }
    if (form == Form.GROUPS && radius == null) {
      problems = addValidationError("[as] is [groups], which takes [radius] and no [k]", problems);
    }
    if (form == Form.GROUPS && maxPairs != null) {
      problems =
          addValidationError("[as] is [groups], which takes no [max_pairs]: none is cut", problems);
    }
    if (storeResult && destination == null) {
      problems =
          addValidationError(
              "[wait_for_completion] is [false], which takes a [destination]: {\"index\": ...} for"
                  + " the rows",
              problems);
    }
    return problems;
  }

  @Override
  public String getDescription() {
    StringBuilder text = new StringBuilder(String.join(",", left.indices()));
    text.append(", field[").append(left.field()).append(']');
    if (right != null) {
      text.append(" with ").append(String.join(",", right.indices()));
      text.append(", field[").append(right.field()).append(']');
    }
    text.append(k == null ? ", radius[" + radius + "]" : ", k[" + k + "]");
    text.append(", as[").append(form).append(']');
    return text.append(destination == null ? "" : ", destination[" + destination + "]").toString();
  }

  @Override
  public Task createTask(
      long id, String type, String action, TaskId parent, Map<String, String> headers) {
    return new JoinTask(id, type, action, getDescription(), parent, headers);
  }
}
