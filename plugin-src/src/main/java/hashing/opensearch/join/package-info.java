/**
 * Joins by Hamming distance over all shards, and batch search.
 *
 * <p>The node that is asked opens a reader of one copy of every shard, fetches codes of the left
 * side in batches, has every shard of the right side match each batch, and hands the rows to a
 * destination index or to pages that the caller fetches. Shards keep their readers, and the codes
 * that the caller may see in them, until the join ends.
 */
package hashing.opensearch.join;
