package hashing.opensearch.store;

import java.io.IOException;
import org.opensearch.common.xcontent.StatusToXContentObject;
import org.opensearch.core.action.ActionResponse;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.core.xcontent.XContentBuilder;

/** What was stored. */
public final class PutModelResponse extends ActionResponse implements StatusToXContentObject {
  private final StoredModel model;
  private final boolean replaced;
  private final boolean acknowledged;

  PutModelResponse(StoredModel model, boolean replaced, boolean acknowledged) {
    this.model = model;
    this.replaced = replaced;
    this.acknowledged = acknowledged;
  }

  PutModelResponse(StreamInput in) throws IOException {
    this(new StoredModel(in), in.readBoolean(), in.readBoolean());
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    model.writeTo(out);
    out.writeBoolean(replaced);
    out.writeBoolean(acknowledged);
  }

  /** What was stored. */
  public StoredModel model() {
    return model;
  }

  /** Whether all nodes know of it. */
  public boolean acknowledged() {
    return acknowledged;
  }

  @Override
  public RestStatus status() {
    return replaced ? RestStatus.OK : RestStatus.CREATED;
  }

  @Override
  public XContentBuilder toXContent(XContentBuilder json, Params params) throws IOException {
    json.startObject().field("acknowledged", acknowledged);
    json.field("result", replaced ? "updated" : "created");
    json.field("model_id", model.name().toString());
    json.field("bits", model.bitCount()).field("code_space", model.codeSpace());
    json.field("size_in_bytes", model.byteSize()).field("sha256", model.sha256());
    return json.field("chunks", model.chunks()).endObject();
  }
}
