package hashing.opensearch.radius;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.opensearch.action.support.broadcast.BroadcastShardRequest;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.index.shard.ShardId;
import org.opensearch.core.tasks.TaskId;
import org.opensearch.search.internal.AliasFilter;
import org.opensearch.tasks.CancellableTask;
import org.opensearch.tasks.Task;

/** Asks one shard for a sample, or for the neighbours of codes. */
final class RadiusShardRequest extends BroadcastShardRequest {
  private final String field;
  private final AliasFilter alias;
  private final long now;
  private final int sampleSize;
  private final long seed;
  private final List<byte[]> probes;

  /**
   * @param alias what the alias leaves over by which the caller named the index
   * @param now milliseconds, for dates in that
   */
  RadiusShardRequest(ShardId shard, RadiusRequest request, AliasFilter alias, long now) {
    super(shard, request);
    this.alias = alias;
    this.now = now;
    field = request.field();
    sampleSize = request.sampleSize();
    // Else all shards would draw the same numbers.
    seed = request.seed() * 31 + shard.hashCode();
    probes = request.probes();
  }

  RadiusShardRequest(StreamInput in) throws IOException {
    super(in);
    alias = new AliasFilter(in);
    now = in.readVLong();
    field = in.readString();
    sampleSize = in.readVInt();
    seed = in.readLong();
    probes = in.readBoolean() ? in.readList(StreamInput::readByteArray) : null;
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    super.writeTo(out);
    alias.writeTo(out);
    out.writeVLong(now);
    out.writeString(field);
    out.writeVInt(sampleSize);
    out.writeLong(seed);
    out.writeBoolean(probes != null);
    if (probes != null) {
      out.writeCollection(probes, StreamOutput::writeByteArray);
    }
  }

  String field() {
    return field;
  }

  AliasFilter alias() {
    return alias;
  }

  long now() {
    return now;
  }

  int sampleSize() {
    return sampleSize;
  }

  long seed() {
    return seed;
  }

  /** Codes to look for neighbours of, null where a sample is wanted. */
  List<byte[]> probes() {
    return probes;
  }

  @Override
  public Task createTask(
      long id, String type, String action, TaskId parent, Map<String, String> headers) {
    return new CancellableTask(
        id, type, action, "shard " + shardId() + ", field[" + field + "]", parent, headers) {
      @Override
      public boolean shouldCancelChildrenOnCancellation() {
        return true;
      }
    };
  }
}
