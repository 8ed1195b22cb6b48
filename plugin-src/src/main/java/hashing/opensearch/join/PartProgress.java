package hashing.opensearch.join;

import java.io.IOException;
import org.opensearch.core.action.ActionResponse;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;

/** How many rows a part has matched since the join began. */
final class PartProgress extends ActionResponse {
  private final long matched;

  PartProgress(long matched) {
    this.matched = matched;
  }

  PartProgress(StreamInput in) throws IOException {
    super(in);
    matched = in.readVLong();
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    out.writeVLong(matched);
  }

  long matched() {
    return matched;
  }
}
