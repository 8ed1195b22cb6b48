/** The action that encodes on request. */
package hashing.opensearch.encode;
