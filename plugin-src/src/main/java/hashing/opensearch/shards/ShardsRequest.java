package hashing.opensearch.shards;

import java.io.IOException;
import org.opensearch.action.support.broadcast.BroadcastRequest;
import org.opensearch.core.common.io.stream.StreamInput;

/** Names indices. */
public final class ShardsRequest extends BroadcastRequest<ShardsRequest> {

  public ShardsRequest(String... indices) {
    super(indices);
  }

  ShardsRequest(StreamInput in) throws IOException {
    super(in);
  }
}
