package hashing.opensearch.shards;

import hashing.opensearch.pool.WorkPool;
import java.io.IOException;
import org.opensearch.action.support.ActionFilters;
import org.opensearch.action.support.broadcast.BroadcastResponse;
import org.opensearch.action.support.broadcast.node.TransportBroadcastByNodeAction;
import org.opensearch.cluster.ClusterState;
import org.opensearch.cluster.block.ClusterBlockException;
import org.opensearch.cluster.block.ClusterBlockLevel;
import org.opensearch.cluster.metadata.IndexNameExpressionResolver;
import org.opensearch.cluster.routing.ShardRouting;
import org.opensearch.cluster.routing.ShardsIterator;
import org.opensearch.cluster.service.ClusterService;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.Writeable;
import org.opensearch.index.IndexService;
import org.opensearch.index.shard.IndexShard;
import org.opensearch.indices.IndicesService;
import org.opensearch.transport.TransportService;

/** Does something to every copy of the shards of some indices. */
abstract class ShardsTransportAction<Response extends BroadcastResponse, Result extends Writeable>
    extends TransportBroadcastByNodeAction<ShardsRequest, Response, Result> {
  private final IndicesService indices;

  ShardsTransportAction(
      String name,
      ClusterService cluster,
      TransportService transport,
      IndicesService indices,
      ActionFilters filters,
      IndexNameExpressionResolver resolver) {
    super(name, cluster, transport, filters, resolver, ShardsRequest::new, WorkPool.NAME);
    this.indices = indices;
  }

  /** Does it to one copy, on this node. */
  abstract Result onShard(IndexService index, IndexShard shard) throws IOException;

  @Override
  protected final Result shardOperation(ShardsRequest request, ShardRouting routing)
      throws IOException {
    IndexService index = indices.indexServiceSafe(routing.shardId().getIndex());
    return onShard(index, index.getShard(routing.shardId().id()));
  }

  @Override
  protected final ShardsRequest readRequestFrom(StreamInput in) throws IOException {
    return new ShardsRequest(in);
  }

  @Override
  protected final ShardsIterator shards(
      ClusterState state, ShardsRequest request, String[] concreteIndices) {
    return state.routingTable().allShards(concreteIndices);
  }

  @Override
  protected final ClusterBlockException checkGlobalBlock(
      ClusterState state, ShardsRequest request) {
    return state.blocks().globalBlockedException(ClusterBlockLevel.METADATA_READ);
  }

  @Override
  protected final ClusterBlockException checkRequestBlock(
      ClusterState state, ShardsRequest request, String[] concreteIndices) {
    return state.blocks().indicesBlockedException(ClusterBlockLevel.METADATA_READ, concreteIndices);
  }
}
