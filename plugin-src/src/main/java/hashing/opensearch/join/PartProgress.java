package hashing.opensearch.join;

import java.io.IOException;
import org.opensearch.core.action.ActionResponse;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;

/**
 * How many rows a part has matched since the join began, and how many products the request at hand
 * is foreseen to have, 0 where that is not known.
 */
final class PartProgress extends ActionResponse {
  private final long matched;
  private final double predicted;

  PartProgress(long matched, double predicted) {
    this.matched = matched;
    this.predicted = predicted;
  }

  PartProgress(StreamInput in) throws IOException {
    super(in);
    matched = in.readVLong();
    predicted = in.readDouble();
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    out.writeVLong(matched);
    out.writeDouble(predicted);
  }

  long matched() {
    return matched;
  }

  double predicted() {
    return predicted;
  }
}
