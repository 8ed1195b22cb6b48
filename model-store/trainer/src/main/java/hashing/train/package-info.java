/**
 * What every method that learns an encoder shares: the contract of a trainer, what it returns, and
 * how that becomes a model package.
 */
package hashing.train;
