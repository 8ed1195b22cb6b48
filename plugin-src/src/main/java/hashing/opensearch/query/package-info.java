/** The {@code hamming} query: its body, its wire form, and how it becomes a Lucene query. */
package hashing.opensearch.query;
