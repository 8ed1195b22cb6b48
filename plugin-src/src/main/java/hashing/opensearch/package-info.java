/** The plugin. */
package hashing.opensearch;
