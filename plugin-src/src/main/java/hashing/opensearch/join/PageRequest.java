package hashing.opensearch.join;

import static org.opensearch.action.ValidateActions.addValidationError;

import java.io.IOException;
import org.opensearch.action.ActionRequest;
import org.opensearch.action.ActionRequestValidationException;
import org.opensearch.core.common.Strings;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;

/** Asks for the next page of a join's rows, or that the join be ended. */
public final class PageRequest extends ActionRequest {
  private final String cursor;
  private final boolean end;

  /**
   * @param cursor that the last page ended with
   * @param end whether no more pages are wanted
   */
  public PageRequest(String cursor, boolean end) {
    this.cursor = cursor;
    this.end = end;
  }

  PageRequest(StreamInput in) throws IOException {
    super(in);
    cursor = in.readString();
    end = in.readBoolean();
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    super.writeTo(out);
    out.writeString(cursor);
    out.writeBoolean(end);
  }

  String cursor() {
    return cursor;
  }

  boolean isEnd() {
    return end;
  }

  @Override
  public ActionRequestValidationException validate() {
    return Strings.isNullOrEmpty(cursor) ? addValidationError("[cursor] is missing", null) : null;
  }
}
