package hashing.probe;

/**
 * The values of a substring at one Hamming distance from a centre, in ascending order of the bits
 * flipped.
 *
 * <p>Values are {@code bits} wide, {@code 1 <= bits <= 31}. A shell of distance {@code d} has
 * {@code C(bits, d)} values, each given once; nothing is allocated after construction. Flips of low
 * bits come first, whose buckets lie side by side. Not thread-safe.
 *
 * <p>Source: the next word with as many bits is R. W. Gosper's, in Beeler, Gosper, Schroeppel,
 * "HAKMEM", 1972, item 175.
 */
public final class SubstringShell {
  private final int centre;
  private final long end;
  private long mask;

  /**
   * @throws IllegalArgumentException if the distance is below 0 or above {@code bits}
   */
  public SubstringShell(int centre, int bits, int distance) {
    if (distance < 0 || distance > bits) {
      throw new IllegalArgumentException(
          "distance must lie in 0.." + bits + ", the substring's bits, found " + distance);
    }
    this.centre = centre;
    this.end = 1L << bits;
    this.mask = (1L << distance) - 1;
  }

  /** The next value, -1 behind the last. */
  public int next() {
    if (mask >= end) {
      return -1;
    }
    int value = centre ^ (int) mask;
    if (mask == 0) {
      mask = end;
    } else {
      long low = mask & -mask;
      long ripple = mask + low;
      mask = ripple | ((mask ^ ripple) / low >>> 2);
    }
    return value;
  }
}
