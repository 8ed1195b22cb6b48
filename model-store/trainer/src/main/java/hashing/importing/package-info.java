/**
 * Brings codes that lie in files into an index: readers of the files, what their values are, the
 * index to make for them, and the bulk requests. Speaks HTTP and knows no class of OpenSearch.
 */
package hashing.importing;
