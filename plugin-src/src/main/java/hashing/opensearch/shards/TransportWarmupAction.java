package hashing.opensearch.shards;

import java.io.IOException;
import java.util.List;
import org.opensearch.action.support.ActionFilters;
import org.opensearch.action.support.broadcast.node.TransportBroadcastByNodeAction.EmptyResult;
import org.opensearch.cluster.ClusterState;
import org.opensearch.cluster.metadata.IndexNameExpressionResolver;
import org.opensearch.cluster.service.ClusterService;
import org.opensearch.common.inject.Inject;
import org.opensearch.core.action.support.DefaultShardOperationFailedException;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.index.IndexService;
import org.opensearch.index.shard.IndexShard;
import org.opensearch.index.shard.IndexShardClosedException;
import org.opensearch.index.shard.IndexShardState;
import org.opensearch.indices.IndicesService;
import org.opensearch.transport.TransportService;

/**
 * Has every copy read its code files from end to end, so that they are in the page cache where
 * there is room, and every page is verified: damage shows now, as the failure of its shard. Codes
 * in another format are left alone.
 */
public final class TransportWarmupAction
    extends ShardsTransportAction<ShardsResponse, EmptyResult> {

  /** Called by OpenSearch. */
  @Inject
  public TransportWarmupAction(
      ClusterService cluster,
      TransportService transport,
      IndicesService indices,
      ActionFilters filters,
      IndexNameExpressionResolver resolver) {
    super(WarmupAction.NAME, cluster, transport, indices, filters, resolver);
  }

  @Override
  EmptyResult onShard(IndexService index, IndexShard shard) throws IOException {
    CodeFields.visit(
        CodeFields.of(index),
        shard,
        (field, leaf, codes) -> {
          if (codes.fast() != null) {
            codes.fast().warm(() -> checkOpen(shard));
          }
        });
    return EmptyResult.INSTANCE;
  }

  /** A shard that is being closed waits for its readers. */
  private static void checkOpen(IndexShard shard) {
    if (shard.state() == IndexShardState.CLOSED) {
      throw new IndexShardClosedException(shard.shardId());
    }
  }

  @Override
  protected EmptyResult readShardResult(StreamInput in) {
    return EmptyResult.INSTANCE;
  }

  @Override
  protected ShardsResponse newResponse(
      ShardsRequest request,
      int total,
      int successful,
      int failed,
      List<EmptyResult> results,
      List<DefaultShardOperationFailedException> failures,
      ClusterState state) {
    return new ShardsResponse(total, successful, failed, failures);
  }
}
