/** Actions on every copy of some indices' shards: what their code fields hold, warm, forget. */
package hashing.opensearch.shards;
