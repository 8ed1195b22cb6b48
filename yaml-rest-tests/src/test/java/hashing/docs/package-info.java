/** Runs what the documentation shows. */
package hashing.docs;
