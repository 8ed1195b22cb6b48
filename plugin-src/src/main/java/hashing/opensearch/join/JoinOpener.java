package hashing.opensearch.join;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.opensearch.action.NoShardAvailableActionException;
import org.opensearch.action.support.IndicesOptions;
import org.opensearch.action.support.PlainActionFuture;
import org.opensearch.cluster.ClusterState;
import org.opensearch.cluster.block.ClusterBlockException;
import org.opensearch.cluster.block.ClusterBlockLevel;
import org.opensearch.cluster.metadata.IndexNameExpressionResolver;
import org.opensearch.cluster.node.DiscoveryNode;
import org.opensearch.cluster.routing.ShardIterator;
import org.opensearch.cluster.routing.ShardRouting;
import org.opensearch.cluster.service.ClusterService;
import org.opensearch.index.IndexNotFoundException;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.index.query.Rewriteable;
import org.opensearch.search.SearchService;
import org.opensearch.search.internal.AliasFilter;

/** Opens a reader of one copy of every shard of a side. */
final class JoinOpener {
  private final ClusterService cluster;
  private final IndexNameExpressionResolver resolver;
  private final SearchService searches;
  private final JoinCalls calls;
  private final String join;
  private final boolean withCodes;
  private final Set<DiscoveryNode> nodes = new HashSet<>();

  /**
   * Opens nothing yet.
   *
   * @param withCodes whether shards are to read their codes
   */
  JoinOpener(
      ClusterService cluster,
      IndexNameExpressionResolver resolver,
      SearchService searches,
      JoinCalls calls,
      String join,
      boolean withCodes) {
    this.cluster = cluster;
    this.resolver = resolver;
    this.searches = searches;
    this.calls = calls;
    this.join = join;
    this.withCodes = withCodes;
  }

  /** A shard being opened. */
  private record Opening(
      ShardIterator copies,
      AliasFilter alias,
      DiscoveryNode node,
      PlainActionFuture<OpenResponse> answer) {}

  /**
   * The parts of a side, by index name and shard.
   *
   * @param name of the side, for the ids of parts
   * @throws IndexNotFoundException if there is no index
   * @throws NoShardAvailableActionException if no copy of a shard is there: a join is of all or
   *     none
   */
  List<RemotePart> open(JoinSide side, String name, IndicesOptions options) {
    ClusterState state = cluster.state();
    String[] names = side.indices().toArray(String[]::new);
    String[] concrete = resolver.concreteIndexNames(state, options, true, names);
    if (concrete.length == 0) {
      throw new IndexNotFoundException(String.join(",", names));
    }
    ClusterBlockException blocked =
        state.blocks().indicesBlockedException(ClusterBlockLevel.READ, concrete);
    if (blocked != null) {
      throw blocked;
    }
    long now = Instant.now().toEpochMilli(); // what [now] means in a filter
    QueryBuilder filter = side.filter() == null ? null : rewrite(side.filter(), now);
    JoinSide rewritten = side.withFilter(filter);
    Set<String> expressions = resolver.resolveExpressions(state, names);
    Map<String, Set<String>> routing = resolver.resolveSearchRouting(state, null, names);
    List<ShardIterator> shards = new ArrayList<>();
    cluster.operationRouting().searchShards(state, concrete, routing, null).forEach(shards::add);
    shards.sort(
        Comparator.comparing((ShardIterator shard) -> shard.shardId().getIndexName())
            .thenComparing(shard -> shard.shardId().id()));
    List<Opening> openings = new ArrayList<>();
    for (int i = 0; i < shards.size(); i++) {
      ShardIterator copies = shards.get(i);
      String index = copies.shardId().getIndexName();
      AliasFilter alias = rewrite(searches.buildAliasFilter(state, index, expressions), now);
      openings.add(next(state, copies, alias, rewritten, id(name, i), now));
    }
    List<RemotePart> parts = new ArrayList<>();
    for (int i = 0; i < openings.size(); i++) {
      parts.add(await(state, openings.get(i), rewritten, i, id(name, i), now));
    }
    return parts;
  }

  private String id(String side, int number) {
    return join + "/" + side + "/" + number;
  }

  private <T extends Rewriteable<T>> T rewrite(T query, long now) {
    PlainActionFuture<T> rewritten = PlainActionFuture.newFuture();
    Rewriteable.rewriteAndFetch(
        query, searches.getIndicesService().getRewriteContext(() -> now), rewritten);
    return calls.await(rewritten);
  }

  private Opening next(
      ClusterState state,
      ShardIterator copies,
      AliasFilter alias,
      JoinSide side,
      String id,
      long now) {
    for (ShardRouting copy = copies.nextOrNull(); copy != null; copy = copies.nextOrNull()) {
      DiscoveryNode node = state.nodes().get(copy.currentNodeId());
      if (node != null) {
        nodes.add(node);
        OpenRequest request =
            new OpenRequest(
                join,
                id,
                copy.shardId(),
                side,
                alias,
                now,
                state.nodes().getLocalNodeId(),
                withCodes);
        return new Opening(
            copies, alias, node, calls.send(node, JoinShards.OPEN, request, OpenResponse::new));
      }
    }
    return null;
  }

  private RemotePart await(
      ClusterState state, Opening first, JoinSide side, int number, String id, long now) {
    Opening opening = first;
    RuntimeException failed = null;
    while (opening != null) {
      try {
        OpenResponse opened = calls.await(opening.answer());
        return new RemotePart(number, id, opening.node(), opening.copies().shardId(), opened);
      } catch (IllegalArgumentException e) {
        throw e; // another copy would refuse it too
      } catch (RuntimeException e) {
        JoinShards.checkCancelled(calls.task());
        failed = e;
        opening = next(state, opening.copies(), opening.alias(), side, id, now);
      }
    }
    if (failed != null) {
      throw failed;
    }
    throw new NoShardAvailableActionException(
        null, "a shard of [" + String.join(",", side.indices()) + "] has no copy that is there");
  }

  /** Forgets all that was opened. */
  void close() {
    calls.close(join, nodes);
  }
}
