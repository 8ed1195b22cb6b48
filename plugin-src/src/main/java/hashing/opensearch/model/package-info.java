/** The encoders that a node has, by name, shared among its queries and processors. */
package hashing.opensearch.model;
