package hashing.opensearch.shards;

import hashing.opensearch.mapper.BinaryCodeFieldType;
import hashing.opensearch.model.ModelRegistry;
import java.io.IOException;
import java.util.Arrays;
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
import org.opensearch.indices.IndicesService;
import org.opensearch.transport.TransportService;

/**
 * Has every copy forget which pages of its code files were verified, and the planner's samples:
 * they are read and verified anew. Encoders that the fields name and nobody uses are closed, and
 * loaded again by the next use. What the operating system caches stays. Nothing else is kept.
 */
public final class TransportClearCacheAction
    extends ShardsTransportAction<ShardsResponse, EmptyResult> {
  private final ModelRegistry models;

  /** Called by OpenSearch. */
  @Inject
  public TransportClearCacheAction(
      ClusterService cluster,
      TransportService transport,
      IndicesService indices,
      ActionFilters filters,
      IndexNameExpressionResolver resolver,
      ModelRegistry models) {
    super(ClearCacheAction.NAME, cluster, transport, indices, filters, resolver);
    this.models = models;
  }

  @Override
  EmptyResult onShard(IndexService index, IndexShard shard) throws IOException {
    List<BinaryCodeFieldType> fields = CodeFields.of(index);
    CodeFields.visit(
        fields,
        shard,
        (field, leaf, codes) -> {
          if (codes.fast() != null) {
            codes.fast().forget();
          }
        });
    for (BinaryCodeFieldType field : fields) {
      for (String model : Arrays.asList(field.modelId(), field.searchModelId())) {
        if (model != null) {
          models.release(model);
        }
      }
    }
    return EmptyResult.INSTANCE;
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
