/** Aggregations of codes: documents by distance from a code, and groups of near duplicates. */
package hashing.opensearch.aggregation;
