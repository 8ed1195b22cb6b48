/** Fingerprints of models: taken on upload, and the action that finds those of one function. */
package hashing.opensearch.fingerprint;
