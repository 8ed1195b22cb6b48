/**
 * A benchmark over HTTP: our plugin and opensearch-knn in one node, the same documents, the same
 * questions.
 */
package hashing.endtoend;
