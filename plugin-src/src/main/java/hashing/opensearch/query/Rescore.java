package hashing.opensearch.query;

import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.common.io.stream.Writeable;
import org.opensearch.core.xcontent.ToXContentFragment;
import org.opensearch.core.xcontent.XContentBuilder;

/**
 * How the nearest documents are ordered anew, by weighted distance. Immutable.
 *
 * @param oversampleFactor so many times {@code k} documents are considered, at least; not below 1
 * @param weights one for each bit, null for those of the model that encodes the query
 */
@SuppressWarnings("ArrayRecordComponent") // compared by its own equals
record Rescore(float oversampleFactor, float[] weights) implements Writeable, ToXContentFragment {

  Rescore(StreamInput in) throws IOException {
    this(in.readFloat(), in.readBoolean() ? in.readFloatArray() : null);
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    out.writeFloat(oversampleFactor);
    out.writeBoolean(weights != null);
    if (weights != null) {
      out.writeFloatArray(weights);
    }
  }

  /** Documents considered, at least. */
  int considered(int k) {
    return (int) Math.ceil((double) oversampleFactor * k);
  }

  @Override
  public XContentBuilder toXContent(XContentBuilder builder, Params params) throws IOException {
    builder.startObject("rescore").field("oversample_factor", oversampleFactor).endObject();
    return weights == null ? builder : builder.array("weights", weights);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Rescore that
        && oversampleFactor == that.oversampleFactor
        && Arrays.equals(weights, that.weights);
  }

  @Override
  public int hashCode() {
    return Objects.hash(oversampleFactor, Arrays.hashCode(weights));
  }
}
