/** The threads for work that neither indexes nor searches. */
package hashing.opensearch.pool;
