/**
 * The models of the cluster: packages that were uploaded, kept in chunks in a system index, listed
 * in that index's metadata.
 */
package hashing.opensearch.store;
