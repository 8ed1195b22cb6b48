package hashing.opensearch.store;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.opensearch.core.action.ActionResponse;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.xcontent.ToXContentObject;
import org.opensearch.core.xcontent.XContentBuilder;

/** Descriptions of models, sorted by name. */
public final class GetModelsResponse extends ActionResponse implements ToXContentObject {
  private final boolean one;
  private final List<Map<String, Object>> models;
  private final Map<String, String> damaged;

  /**
   * @param one whether one was asked for, which is then the only one
   * @param models each as its JSON object
   * @param damaged what cannot be read, with the reason
   */
  GetModelsResponse(boolean one, List<Map<String, Object>> models, Map<String, String> damaged) {
    this.one = one;
    this.models = models;
    this.damaged = damaged;
  }

  GetModelsResponse(StreamInput in) throws IOException {
    this(
        in.readBoolean(),
        in.readList(StreamInput::readMap),
        in.readMap(StreamInput::readString, StreamInput::readString));
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    out.writeBoolean(one);
    out.writeCollection(models, StreamOutput::writeMap);
    out.writeMap(damaged, StreamOutput::writeString, StreamOutput::writeString);
  }

  /** The descriptions. */
  public List<Map<String, Object>> models() {
    return models;
  }

  @Override
  public XContentBuilder toXContent(XContentBuilder json, Params params) throws IOException {
    if (one) {
      return json.map(models.getFirst());
    }
    json.startObject().startArray("models");
    for (Map<String, Object> model : models) {
      json.map(model);
    }
    json.endArray();
    if (!damaged.isEmpty()) {
      json.field("damaged", damaged);
    }
    return json.endObject();
  }
}
