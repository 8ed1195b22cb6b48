package hashing.probe;

/**
 * Enumerates the values of a substring around a centre, one distance after another.
 *
 * <p>Values are {@code bits} wide, {@code 1 <= bits <= 30}, in the low bits of an {@code int}. At
 * distance {@code d} there are {@code C(bits, d)} of them, each given once, by ascending difference
 * to the centre, so that the low bits, which share cache lines, flip first. Allocates nothing after
 * construction. Not thread-safe.
 *
 * <p>Source: Norouzi, Punjani, Fleet, "Fast Exact Search in Hamming Space with Multi-Index
 * Hashing", 2014, section 3; the next difference of equal weight by Gosper, HAKMEM item 175.
 */
public final class SubstringEnumerator {

  /** Widest substring. */
  private static final int MOST_BITS = 30;

  /** {@code C(bits, distance)} of substrings, which a planner asks for again and again. */
  private static final double[][] COUNTS = new double[MOST_BITS + 1][MOST_BITS + 1];

  static {
    for (int bits = 0; bits <= MOST_BITS; bits++) {
      for (int distance = 0; distance <= bits; distance++) {
        COUNTS[bits][distance] =
            distance == 0 ? 1 : COUNTS[bits - 1][distance - 1] + COUNTS[bits - 1][distance];
      }
    }
  }

  private final int bits;
  private int centre;
  private int next;
  private int value;

  /**
   * @throws IllegalArgumentException if {@code bits} is not in 1..30
   */
  public SubstringEnumerator(int bits) {
    if (bits < 1 || bits > MOST_BITS) {
      throw new IllegalArgumentException(
          "a substring has 1 to " + MOST_BITS + " bits, found " + bits);
    }
    this.bits = bits;
    this.next = -1;
  }

  /**
   * Begins with the values at exactly this distance from {@code centre}; there are none where
   * {@code distance > bits}.
   */
  public void start(int centre, int distance) {
    if (distance < 0) {
      throw new IllegalArgumentException("distance must not be negative, found " + distance);
    }
    this.centre = centre;
    this.next = distance > bits ? -1 : (1 << distance) - 1;
  }

  /** Steps to the next value, false at the end. */
  public boolean next() {
    int difference = next;
    if (difference < 0) {
      return false;
    }
    value = centre ^ difference;
    if (difference == 0) {
      next = -1;
    } else {
      int lowest = difference & -difference;
      int ripple = difference + lowest;
      int following =
          ((difference ^ ripple) >>> 2 >>> Integer.numberOfTrailingZeros(lowest)) | ripple;
      next = (following >>> bits) != 0 ? -1 : following;
    }
    return true;
  }

  /** Steps to as many values as there are and {@code target} holds; returns their number. */
  public int next(int[] target) {
    int count = 0;
    while (count < target.length && next()) {
      target[count++] = value;
    }
    return count;
  }

  /** The value that {@link #next} stepped to. */
  public int value() {
    return value;
  }

  /** {@code C(bits, distance)}, the number of values at a distance; 0 outside 0..bits. */
  public static double count(int bits, int distance) {
    if (distance < 0 || distance > bits) {
      return 0;
    } else if (bits <= MOST_BITS) {
      return COUNTS[bits][distance];
    }
    double count = 1;
    for (int i = 1; i <= distance; i++) {
      count = count * (bits - distance + i) / i;
    }
    return Math.rint(count);
  }
}
