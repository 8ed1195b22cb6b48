package hashing.opensearch.join;

import java.io.IOException;
import org.opensearch.core.action.ActionResponse;
import org.opensearch.core.common.bytes.BytesReference;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.xcontent.ToXContentObject;
import org.opensearch.core.xcontent.XContentBuilder;

/** What a join found, or the first page of its rows. */
public final class JoinResponse extends ActionResponse implements ToXContentObject {
  private final JoinReport report;
  private final BytesReference page;

  JoinResponse(JoinReport report) {
    this.report = report;
    this.page = null;
  }

  JoinResponse(BytesReference page) {
    this.report = null;
    this.page = page;
  }

  JoinResponse(StreamInput in) throws IOException {
    super(in);
    report = in.readOptionalWriteable(JoinReport::new);
    page = in.readOptionalBytesReference();
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    out.writeOptionalWriteable(report);
    out.writeOptionalBytesReference(page);
  }

  /** Rows as lines of JSON, null where they went to a destination. */
  public BytesReference page() {
    return page;
  }

  @Override
  public XContentBuilder toXContent(XContentBuilder json, Params params) throws IOException {
    json.startObject();
    report.toXContent(json, params);
    return json.endObject();
  }
}
