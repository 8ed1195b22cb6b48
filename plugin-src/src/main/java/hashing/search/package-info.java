/** Exact Hamming search over Lucene readers: no OpenSearch. */
package hashing.search;
