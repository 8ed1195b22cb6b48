package hashing.opensearch.store;

import java.io.IOException;
import org.opensearch.action.support.clustermanager.AcknowledgedResponse;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;

/** That a model is listed, or is no longer. */
final class PublishModelResponse extends AcknowledgedResponse {
  private final StoredModel previous;

  /**
   * @param previous the model that was listed under that name before, null where there was none
   */
  PublishModelResponse(boolean acknowledged, StoredModel previous) {
    super(acknowledged);
    this.previous = previous;
  }

  PublishModelResponse(StreamInput in) throws IOException {
    super(in);
    previous = in.readOptionalWriteable(StoredModel::new);
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    super.writeTo(out);
    out.writeOptionalWriteable(previous);
  }

  StoredModel previous() {
    return previous;
  }
}
