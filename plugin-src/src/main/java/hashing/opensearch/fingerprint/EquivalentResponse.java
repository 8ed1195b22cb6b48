package hashing.opensearch.fingerprint;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.opensearch.core.action.ActionResponse;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.xcontent.ToXContentObject;
import org.opensearch.core.xcontent.XContentBuilder;

/** A model's fingerprint and what has to do with it, each as its JSON object, sorted by name. */
public final class EquivalentResponse extends ActionResponse implements ToXContentObject {
  private final String modelId;
  private final Map<String, Object> fingerprint;
  private final int compared;
  private final List<Map<String, Object>> interchangeable;
  private final List<Map<String, Object>> isometric;
  private final List<Map<String, Object>> failed;

  /**
   * @param modelId with its version
   * @param compared models that take the same kind of input and give as many bits
   * @param failed those of them that could not be compared, with the reason
   */
  EquivalentResponse(
      String modelId,
      Map<String, Object> fingerprint,
      int compared,
      List<Map<String, Object>> interchangeable,
      List<Map<String, Object>> isometric,
      List<Map<String, Object>> failed) {
    this.modelId = modelId;
    this.fingerprint = fingerprint;
    this.compared = compared;
    this.interchangeable = interchangeable;
    this.isometric = isometric;
    this.failed = failed;
  }

  EquivalentResponse(StreamInput in) throws IOException {
    this(
        in.readString(),
        in.readMap(),
        in.readVInt(),
        in.readList(StreamInput::readMap),
        in.readList(StreamInput::readMap),
        in.readList(StreamInput::readMap));
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    out.writeString(modelId);
    out.writeMap(fingerprint);
    out.writeVInt(compared);
    out.writeCollection(interchangeable, StreamOutput::writeMap);
    out.writeCollection(isometric, StreamOutput::writeMap);
    out.writeCollection(failed, StreamOutput::writeMap);
  }

  @Override
  public XContentBuilder toXContent(XContentBuilder json, Params params) throws IOException {
    json.startObject().field("model_id", modelId).field("fingerprint", fingerprint);
    json.field("compared", compared);
    array(json, "interchangeable", interchangeable);
    array(json, "isometric", isometric);
    if (!failed.isEmpty()) {
      array(json, "not_compared", failed);
    }
    return json.endObject();
  }

  private static void array(XContentBuilder json, String name, List<Map<String, Object>> objects)
      throws IOException {
    json.startArray(name);
    for (Map<String, Object> object : objects) {
      json.map(object);
    }
    json.endArray();
  }
}
