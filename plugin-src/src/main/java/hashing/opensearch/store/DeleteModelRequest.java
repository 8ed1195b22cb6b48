package hashing.opensearch.store;

import java.io.IOException;
import org.opensearch.action.ActionRequestValidationException;
import org.opensearch.action.support.clustermanager.AcknowledgedRequest;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;

/** The name of a model, with its version. */
public final class DeleteModelRequest extends AcknowledgedRequest<DeleteModelRequest> {
  private final String id;

  public DeleteModelRequest(String id) {
    this.id = id;
  }

  DeleteModelRequest(StreamInput in) throws IOException {
    super(in);
    id = in.readString();
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    super.writeTo(out);
    out.writeString(id);
  }

  String id() {
    return id;
  }

  @Override
  public ActionRequestValidationException validate() {
    return null;
  }
}
