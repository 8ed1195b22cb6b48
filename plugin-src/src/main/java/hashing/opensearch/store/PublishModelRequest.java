package hashing.opensearch.store;

import java.io.IOException;
import org.opensearch.action.ActionRequestValidationException;
import org.opensearch.action.support.clustermanager.AcknowledgedRequest;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;

/** A model to be listed, and the index that its package was written to. */
final class PublishModelRequest extends AcknowledgedRequest<PublishModelRequest> {
  private final StoredModel model;
  private final String indexUuid;

  PublishModelRequest(StoredModel model, String indexUuid) {
    this.model = model;
    this.indexUuid = indexUuid;
  }

  PublishModelRequest(StreamInput in) throws IOException {
    super(in);
    model = new StoredModel(in);
    indexUuid = in.readString();
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    super.writeTo(out);
    model.writeTo(out);
    out.writeString(indexUuid);
  }

  StoredModel model() {
    return model;
  }

  String indexUuid() {
    return indexUuid;
  }

  @Override
  public ActionRequestValidationException validate() {
    return null;
  }
}
