/** The action that advises on a radius: samples each shard's codes, then asks for neighbours. */
package hashing.opensearch.radius;
