/**
 * Signatures of the cluster's models: keys brought in out of band, detached signatures by the
 * package's SHA-256, the three-party verification, and the setting that refuses what is not signed.
 */
package hashing.opensearch.signature;
