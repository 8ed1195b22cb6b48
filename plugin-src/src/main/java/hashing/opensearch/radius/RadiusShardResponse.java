package hashing.opensearch.radius;

import hashing.search.SampledCodes;
import hashing.search.SampledCodes.Drawn;
import java.io.IOException;
import org.opensearch.action.support.broadcast.BroadcastShardResponse;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.index.shard.ShardId;

/** One shard's sample, or how far the nearest codes of each probe are in it. */
final class RadiusShardResponse extends BroadcastShardResponse {
  private final int bitCount;
  private final SampledCodes sample;
  private final int[][] nearest;

  private RadiusShardResponse(ShardId shard, int bitCount, SampledCodes sample, int[][] nearest) {
    super(shard);
    this.bitCount = bitCount;
    this.sample = sample;
    this.nearest = nearest;
  }

  static RadiusShardResponse sampled(ShardId shard, int bitCount, SampledCodes sample) {
    return new RadiusShardResponse(shard, bitCount, sample, new int[0][]);
  }

  /**
   * @param nearest ascending distances for each probe
   */
  static RadiusShardResponse searched(ShardId shard, int bitCount, int[][] nearest) {
    return new RadiusShardResponse(shard, bitCount, null, nearest);
  }

  RadiusShardResponse(StreamInput in) throws IOException {
    super(in);
    bitCount = in.readVInt();
    sample =
        in.readBoolean()
            ? new SampledCodes(
                in.readVLong(),
                in.readList(read -> new Drawn(read.readLong(), read.readByteArray())))
            : null;
    nearest = in.readArray(StreamInput::readVIntArray, int[][]::new);
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    super.writeTo(out);
    out.writeVInt(bitCount);
    out.writeBoolean(sample != null);
    if (sample != null) {
      out.writeVLong(sample.documents());
      out.writeCollection(
          sample.drawn(),
          (write, drawn) -> {
            write.writeLong(drawn.number());
            write.writeByteArray(drawn.code());
          });
    }
    out.writeArray(StreamOutput::writeVIntArray, nearest);
  }

  int bitCount() {
    return bitCount;
  }

  /** Null where probes were searched for. */
  SampledCodes sample() {
    return sample;
  }

  int[][] nearest() {
    return nearest;
  }
}
