package hashing.opensearch.store;

import java.io.IOException;
import org.opensearch.action.ActionRequest;
import org.opensearch.action.ActionRequestValidationException;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;

/** The name of a model, or none for all. */
public final class GetModelsRequest extends ActionRequest {
  private final String id;

  /**
   * @param id null for all
   */
  public GetModelsRequest(String id) {
    this.id = id;
  }

  GetModelsRequest(StreamInput in) throws IOException {
    super(in);
    id = in.readOptionalString();
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    super.writeTo(out);
    out.writeOptionalString(id);
  }

  String id() {
    return id;
  }

  @Override
  public ActionRequestValidationException validate() {
    return null;
  }
}
