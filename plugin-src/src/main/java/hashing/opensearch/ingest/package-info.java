/** The {@code hash_encode} processor. */
package hashing.opensearch.ingest;
