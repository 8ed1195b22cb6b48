/** Puts the index format of {@code binary_code} fields into an index's codec. */
package hashing.opensearch.codec;
