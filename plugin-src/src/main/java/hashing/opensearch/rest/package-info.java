/** The REST handlers: each reads a request, hands it to an action, and writes its answer. */
package hashing.opensearch.rest;
