/** Data to train and to evaluate on: verified by checksum, never downloaded. */
package hashing.train.data;
