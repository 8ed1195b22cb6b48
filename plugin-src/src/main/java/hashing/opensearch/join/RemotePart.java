package hashing.opensearch.join;

import org.opensearch.cluster.node.DiscoveryNode;
import org.opensearch.core.index.shard.ShardId;

/**
 * A part that a shard keeps for this join.
 *
 * @param number place among the parts of its side, by index name and then by shard: where distances
 *     are equal, documents of lower numbers come first
 */
record RemotePart(int number, String id, DiscoveryNode node, ShardId shard, OpenResponse opened) {

  String index() {
    return shard.getIndexName();
  }

  int codes() {
    return opened.codes();
  }
}
