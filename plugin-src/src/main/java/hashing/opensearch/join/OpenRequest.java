package hashing.opensearch.join;

import java.io.IOException;
import org.opensearch.action.IndicesRequest;
import org.opensearch.action.support.IndicesOptions;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.index.shard.ShardId;
import org.opensearch.search.internal.AliasFilter;

/** Asks a shard to keep a reader for a join, or for a batch of codes. */
final class OpenRequest extends ShardRequest implements IndicesRequest {
  private final String join;
  private final ShardId shard;
  private final JoinSide side;
  private final AliasFilter alias;
  private final long now;
  private final String asker;
  private final boolean withCodes;

  /**
   * @param join id of the join
   * @param alias what the alias leaves over by which the caller named the index
   * @param now milliseconds, for dates in filters
   * @param asker id of the node that runs the join; when it leaves, the shard forgets the part
   * @param withCodes whether the codes that the caller sees are to be read, as a join needs them; a
   *     batch is answered by the index as it is
   */
  OpenRequest(
      String join,
      String part,
      ShardId shard,
      JoinSide side,
      AliasFilter alias,
      long now,
      String asker,
      boolean withCodes) {
    super(part);
    this.join = join;
    this.shard = shard;
    this.side = side;
    this.alias = alias;
    this.now = now;
    this.asker = asker;
    this.withCodes = withCodes;
  }

  OpenRequest(StreamInput in) throws IOException {
    super(in);
    join = in.readString();
    shard = new ShardId(in);
    side = new JoinSide(in);
    alias = new AliasFilter(in);
    now = in.readVLong();
    asker = in.readString();
    withCodes = in.readBoolean();
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    super.writeTo(out);
    out.writeString(join);
    shard.writeTo(out);
    side.writeTo(out);
    alias.writeTo(out);
    out.writeVLong(now);
    out.writeString(asker);
    out.writeBoolean(withCodes);
  }

  String join() {
    return join;
  }

  ShardId shard() {
    return shard;
  }

  JoinSide side() {
    return side;
  }

  AliasFilter alias() {
    return alias;
  }

  long now() {
    return now;
  }

  String asker() {
    return asker;
  }

  boolean withCodes() {
    return withCodes;
  }

  @Override
  public String[] indices() {
    return new String[] {shard.getIndexName()};
  }

  @Override
  public IndicesOptions indicesOptions() {
    return IndicesOptions.strictSingleIndexNoExpandForbidClosed();
  }
}
