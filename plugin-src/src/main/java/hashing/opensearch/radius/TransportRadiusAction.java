package hashing.opensearch.radius;

import hashing.opensearch.mapper.BinaryCodeFieldMapper;
import hashing.opensearch.mapper.BinaryCodeFieldType;
import hashing.opensearch.pool.WorkPool;
import hashing.search.NearestDistances;
import hashing.search.SampledCodes;
import hashing.search.SearchStoppedException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.apache.lucene.index.QueryTimeout;
import org.apache.lucene.search.Query;
import org.opensearch.ExceptionsHelper;
import org.opensearch.action.ActionRunnable;
import org.opensearch.action.NoShardAvailableActionException;
import org.opensearch.action.support.ActionFilters;
import org.opensearch.action.support.broadcast.BroadcastShardOperationFailedException;
import org.opensearch.action.support.broadcast.TransportBroadcastAction;
import org.opensearch.cluster.ClusterState;
import org.opensearch.cluster.block.ClusterBlockException;
import org.opensearch.cluster.block.ClusterBlockLevel;
import org.opensearch.cluster.metadata.IndexNameExpressionResolver;
import org.opensearch.cluster.routing.GroupShardsIterator;
import org.opensearch.cluster.routing.ShardIterator;
import org.opensearch.cluster.routing.ShardRouting;
import org.opensearch.cluster.service.ClusterService;
import org.opensearch.common.inject.Inject;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.action.support.DefaultShardOperationFailedException;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.tasks.TaskCancelledException;
import org.opensearch.index.IndexNotFoundException;
import org.opensearch.index.IndexService;
import org.opensearch.index.engine.Engine;
import org.opensearch.index.mapper.MappedFieldType;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.index.query.QueryShardContext;
import org.opensearch.index.query.Rewriteable;
import org.opensearch.index.shard.IndexShard;
import org.opensearch.indices.IndicesService;
import org.opensearch.search.SearchService;
import org.opensearch.search.internal.AliasFilter;
import org.opensearch.tasks.CancellableTask;
import org.opensearch.tasks.Task;
import org.opensearch.transport.TransportService;

/**
 * Asks one copy of every shard twice: for a sample of its codes, then for the neighbours of all
 * sampled codes, and makes an advice of both. Shards read through their own searcher, whose reader
 * hides what the caller may not see; what a shard sends to this node are codes, what this node
 * answers are counts of distances.
 */
public final class TransportRadiusAction
    extends TransportBroadcastAction<
        RadiusRequest, RadiusResponse, RadiusShardRequest, RadiusShardResponse> {

  /** Distances of a probe that a shard gives: one is that of the probe itself. */
  private static final int NEAREST = 2;

  /** Both rounds, and a second request of one seed, go to the same copies. */
  private static final String PREFERENCE = "hashing_radius";

  private final IndicesService indices;
  private final SearchService searches;
  private final IndexNameExpressionResolver resolver;

  /** Called by OpenSearch. */
  @Inject
  public TransportRadiusAction(
      ClusterService cluster,
      TransportService transport,
      IndicesService indices,
      SearchService searches,
      ActionFilters filters,
      IndexNameExpressionResolver resolver) {
    super(
        RadiusAction.NAME,
        cluster,
        transport,
        filters,
        resolver,
        RadiusRequest::new,
        RadiusShardRequest::new,
        WorkPool.NAME);
    this.indices = indices;
    this.searches = searches;
    this.resolver = resolver;
  }

  @Override
  protected void doExecute(
      Task task, RadiusRequest request, ActionListener<RadiusResponse> listener) {
    ActionListener<RadiusResponse> sampled =
        ActionListener.wrap(
            first -> later(listener, () -> secondRound(task, request, first, listener)),
            listener::onFailure);
    super.doExecute(task, request, sampled);
  }

  private void secondRound(
      Task task,
      RadiusRequest request,
      RadiusResponse first,
      ActionListener<RadiusResponse> listener) {
    Gathered gathered = Gathered.of(first.parts(), request.sampleSize());
    RadiusRequest second = request.with(gathered.codes());
    ActionListener<RadiusResponse> searched =
        ActionListener.wrap(
            last ->
                later(
                    listener,
                    () ->
                        listener.onResponse(
                            new RadiusResponse(
                                last,
                                gathered.report(
                                    second, last.parts(), () -> checkCancelled(task))))),
            listener::onFailure);
    super.doExecute(task, second, searched);
  }

  /** Off the network's threads, as pairs are compared. */
  private void later(ActionListener<RadiusResponse> listener, Runnable step) {
    transportService
        .getThreadPool()
        .executor(WorkPool.NAME)
        .execute(ActionRunnable.wrap(listener, _ -> step.run()));
  }

  @Override
  protected RadiusShardRequest newShardRequest(
      int shards, ShardRouting shard, RadiusRequest request) {
    ClusterState state = clusterService.state();
    AliasFilter alias =
        searches.buildAliasFilter(
            state, shard.getIndexName(), resolver.resolveExpressions(state, request.indices()));
    return new RadiusShardRequest(shard.shardId(), request, alias, Instant.now().toEpochMilli());
  }

  @Override
  protected RadiusShardResponse readShardResponse(StreamInput in) throws IOException {
    return new RadiusShardResponse(in);
  }

  @Override
  protected RadiusShardResponse shardOperation(RadiusShardRequest request, Task task)
      throws IOException {
    IndexService index = indices.indexServiceSafe(request.shardId().getIndex());
    BinaryCodeFieldType field = field(request, index.mapperService().fieldType(request.field()));
    IndexShard shard = index.getShard(request.shardId().id());
    CancellableTask cancellable = (CancellableTask) task;
    QueryTimeout timeout = cancellable::isCancelled;
    try (Engine.Searcher searcher = shard.acquireSearcher("hashing_radius")) {
      searcher.setTimeout(timeout);
      Query filter = filter(request, index, searcher);
      if (request.probes() == null) {
        SampledCodes sample =
            SampledCodes.draw(searcher, field.name(), filter, request.sampleSize(), request.seed());
        return RadiusShardResponse.sampled(request.shardId(), field.bitCount(), sample);
      }
      int[][] nearest =
          NearestDistances.of(
              searcher, field.name(), field.bitCount(), filter, request.probes(), NEAREST);
      return RadiusShardResponse.searched(request.shardId(), field.bitCount(), nearest);
    } catch (SearchStoppedException e) {
      checkCancelled(task);
      throw e;
    }
  }

  /** What an alias leaves over, null where that is all. */
  private static Query filter(
      RadiusShardRequest request, IndexService index, Engine.Searcher searcher) throws IOException {
    QueryBuilder filter = request.alias().getQueryBuilder();
    if (filter == null) {
      return null;
    }
    QueryShardContext context =
        index.newQueryShardContext(request.shardId().id(), searcher, request::now, null);
    return context.toQuery(Rewriteable.rewrite(filter, context, true)).query();
  }

  private static void checkCancelled(Task task) {
    if (task instanceof CancellableTask cancellable && cancellable.isCancelled()) {
      throw new TaskCancelledException("cancelled: " + cancellable.getReasonCancelled());
    }
  }

  private static BinaryCodeFieldType field(RadiusShardRequest request, MappedFieldType found) {
    if (found != null && found.unwrap() instanceof BinaryCodeFieldType field) {
      return field;
    }
    throw new IllegalArgumentException(
        "field ["
            + request.field()
            + "] of index ["
            + request.shardId().getIndexName()
            + "] "
            + (found == null ? "is not mapped" : "has type [" + found.typeName() + "]")
            + ", allowed is a field of type ["
            + BinaryCodeFieldMapper.CONTENT_TYPE
            + "]");
  }

  @Override
  @SuppressWarnings("rawtypes") // as it is in the class above
  protected RadiusResponse newResponse(
      RadiusRequest request, AtomicReferenceArray shards, ClusterState state) {
    List<RadiusShardResponse> parts = new ArrayList<>();
    List<DefaultShardOperationFailedException> failures = new ArrayList<>();
    Throwable first = null;
    for (int i = 0; i < shards.length(); i++) {
      switch (shards.get(i)) {
        case RadiusShardResponse part -> parts.add(part);
        case BroadcastShardOperationFailedException failure -> {
          failures.add(new DefaultShardOperationFailedException(failure));
          first = first == null ? ExceptionsHelper.unwrapCause(failure.getCause()) : first;
        }
        case null, default -> {} // no copy of the shard is there; counted by the total
      }
    }
    if (parts.isEmpty()) {
      throw nothing(request, shards.length(), first);
    }
    return new RadiusResponse(shards.length(), failures, parts);
  }

  private static RuntimeException nothing(RadiusRequest request, int shards, Throwable cause) {
    if (cause instanceof Exception exception) {
      return ExceptionsHelper.convertToRuntime(exception);
    }
    String names = String.join(",", request.indices());
    return shards == 0
        ? new IndexNotFoundException(names)
        : new NoShardAvailableActionException(null, "no shard of [" + names + "] is there", cause);
  }

  @Override
  protected GroupShardsIterator<ShardIterator> shards(
      ClusterState state, RadiusRequest request, String[] concreteIndices) {
    Map<String, Set<String>> routing =
        resolver.resolveSearchRouting(state, null, request.indices());
    return clusterService
        .operationRouting()
        .searchShards(state, concreteIndices, routing, PREFERENCE);
  }

  @Override
  protected ClusterBlockException checkGlobalBlock(ClusterState state, RadiusRequest request) {
    return state.blocks().globalBlockedException(ClusterBlockLevel.READ);
  }

  @Override
  protected ClusterBlockException checkRequestBlock(
      ClusterState state, RadiusRequest request, String[] concreteIndices) {
    return state.blocks().indicesBlockedException(ClusterBlockLevel.READ, concreteIndices);
  }
}
