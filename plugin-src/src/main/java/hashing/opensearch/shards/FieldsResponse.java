package hashing.opensearch.shards;

import java.io.IOException;
import java.util.List;
import org.opensearch.action.support.broadcast.BroadcastResponse;
import org.opensearch.core.action.support.DefaultShardOperationFailedException;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;

/** The code fields of every copy. */
public final class FieldsResponse extends BroadcastResponse {
  private final List<ShardFields> shards;

  FieldsResponse(
      int total,
      int successful,
      int failed,
      List<DefaultShardOperationFailedException> failures,
      List<ShardFields> shards) {
    super(total, successful, failed, failures);
    this.shards = shards;
  }

  FieldsResponse(StreamInput in) throws IOException {
    super(in);
    shards = in.readList(ShardFields::new);
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    super.writeTo(out);
    out.writeCollection(shards);
  }

  /** In no order. */
  public List<ShardFields> shards() {
    return shards;
  }
}
