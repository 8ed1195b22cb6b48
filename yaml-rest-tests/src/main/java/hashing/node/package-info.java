/**
 * A real OpenSearch node with the plugin in it: unpacked, installed, started and stopped. JDK only.
 */
package hashing.node;
