/** Sorting hits by their distance from a code. */
package hashing.opensearch.sort;
