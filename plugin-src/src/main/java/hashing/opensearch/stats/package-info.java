/** The action that gathers every node's counters. */
package hashing.opensearch.stats;
