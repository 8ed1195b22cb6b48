package hashing.opensearch.shards;

import hashing.index.SegmentCodes;
import hashing.opensearch.mapper.BinaryCodeFieldType;
import hashing.search.LeafCodes;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.opensearch.action.support.ActionFilters;
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

/** Counts the codes of every copy, from what its segments say of themselves. */
public final class TransportFieldsAction
    extends ShardsTransportAction<FieldsResponse, ShardFields> {

  /** Called by OpenSearch. */
  @Inject
  public TransportFieldsAction(
      ClusterService cluster,
      TransportService transport,
      IndicesService indices,
      ActionFilters filters,
      IndexNameExpressionResolver resolver) {
    super(FieldsAction.NAME, cluster, transport, indices, filters, resolver);
  }

  @Override
  ShardFields onShard(IndexService index, IndexShard shard) throws IOException {
    List<BinaryCodeFieldType> fields = CodeFields.of(index);
    Map<String, FieldSize> sizes = new LinkedHashMap<>();
    for (BinaryCodeFieldType field : fields) {
      sizes.put(field.name(), new FieldSize(field.name(), field.bitCount(), 0, 0, 0, 0, 0));
    }
    CodeFields.visit(
        fields,
        shard,
        (field, leaf, codes) -> sizes.merge(field.name(), size(field, codes), FieldSize::plus));
    return new ShardFields(shard.routingEntry(), List.copyOf(sizes.values()));
  }

  private static FieldSize size(BinaryCodeFieldType field, LeafCodes codes) throws IOException {
    SegmentCodes own = codes.fast();
    if (own == null) {
      long documents = codes.documents().cost();
      long bytes = documents * codes.byteLength();
      return new FieldSize(field.name(), field.bitCount(), 1, documents, documents, 0, bytes);
    }
    return new FieldSize(
        field.name(),
        field.bitCount(),
        1,
        own.documentCount(),
        own.ordinalCount(),
        own.tables().size(),
        own.storedBytes());
  }

  @Override
  protected ShardFields readShardResult(StreamInput in) throws IOException {
    return new ShardFields(in);
  }

  @Override
  protected FieldsResponse newResponse(
      ShardsRequest request,
      int total,
      int successful,
      int failed,
      List<ShardFields> results,
      List<DefaultShardOperationFailedException> failures,
      ClusterState state) {
    return new FieldsResponse(total, successful, failed, failures, results);
  }
}
