/**
 * Benchmarks of search and index: each a command of {@link hashing.benchmark.Benchmarks} that
 * compares with a named peer in the same run and writes a report.
 */
package hashing.benchmark;
