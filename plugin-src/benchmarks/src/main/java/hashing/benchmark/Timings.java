package hashing.benchmark;

import java.util.Arrays;

/**
 * Times of one thing, in nanoseconds.
 *
 * @param count how many times it was measured
 * @param min the shortest
 * @param p50 the median
 * @param p99 99 of 100 were not longer
 * @param max the longest
 */
public record Timings(int count, double min, double p50, double p99, double max) {

  /** Of times in nanoseconds, at least one. */
  public static Timings of(long[] nanos) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    int last = sorted.length - 1;
    return new Timings(
        sorted.length,
        sorted[0],
        sorted[last / 2],
        sorted[(int) Math.ceil(last * 0.99)],
        sorted[last]);
  }
}
