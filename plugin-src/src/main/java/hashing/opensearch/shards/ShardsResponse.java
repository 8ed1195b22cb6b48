package hashing.opensearch.shards;

import java.io.IOException;
import java.util.List;
import org.opensearch.action.support.broadcast.BroadcastResponse;
import org.opensearch.core.action.support.DefaultShardOperationFailedException;
import org.opensearch.core.common.io.stream.StreamInput;

/** On how many shards something was done. */
public final class ShardsResponse extends BroadcastResponse {

  ShardsResponse(
      int total, int successful, int failed, List<DefaultShardOperationFailedException> failures) {
    super(total, successful, failed, failures);
  }

  ShardsResponse(StreamInput in) throws IOException {
    super(in);
  }
}
