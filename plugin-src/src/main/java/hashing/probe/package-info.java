/** The algorithms of Hamming search on plain arrays and memory: neither Lucene nor OpenSearch. */
package hashing.probe;
