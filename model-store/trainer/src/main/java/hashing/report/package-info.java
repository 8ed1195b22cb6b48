/** Compares methods: trains and measures each on each data set, and writes what was found. */
package hashing.report;
