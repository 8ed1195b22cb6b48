/** Dense linear algebra that methods share, on EJML. */
package hashing.train.math;
