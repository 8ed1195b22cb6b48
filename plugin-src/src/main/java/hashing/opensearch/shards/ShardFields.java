package hashing.opensearch.shards;

import java.io.IOException;
import java.util.List;
import org.opensearch.cluster.routing.ShardRouting;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.common.io.stream.Writeable;

/** The code fields of one copy of a shard. */
public record ShardFields(ShardRouting shard, List<FieldSize> fields) implements Writeable {

  ShardFields(StreamInput in) throws IOException {
    this(new ShardRouting(in), in.readList(FieldSize::new));
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    shard.writeTo(out);
    out.writeCollection(fields);
  }
}
