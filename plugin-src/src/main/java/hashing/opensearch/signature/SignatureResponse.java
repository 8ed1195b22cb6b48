package hashing.opensearch.signature;

import java.io.IOException;
import java.util.Map;
import org.opensearch.core.action.ActionResponse;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.xcontent.ToXContentObject;
import org.opensearch.core.xcontent.XContentBuilder;

/** What an action on signatures found or did, as it is shown. */
public final class SignatureResponse extends ActionResponse implements ToXContentObject {
  private final Map<String, Object> shown;

  /** Values are those of JSON. */
  SignatureResponse(Map<String, Object> shown) {
    this.shown = shown;
  }

  SignatureResponse(StreamInput in) throws IOException {
    this(in.readMap());
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    out.writeMap(shown);
  }

  /** By name. */
  public Map<String, Object> shown() {
    return shown;
  }

  @Override
  public XContentBuilder toXContent(XContentBuilder json, Params params) throws IOException {
    return json.map(shown);
  }
}
