package hashing.index;

/**
 * Codes drawn evenly from a segment's ordinals, with their substrings: what the planner estimates
 * from. {@code keys[table]} holds the substrings of the sample's codes in an order of its own, the
 * same for all tables, of which every beginning is spread evenly over the ordinals.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record CodeSample(CodeBlock[] blocks, int[][] keys) {

  /** Number of codes. */
  public int size() {
    return keys.length == 0 ? 0 : keys[0].length;
  }

  /**
   * For each place in {@link #keys}, which of the sample's codes it is, counted through the blocks.
   */
  static int[] order(int size) {
    // Steps by the golden section leave no large gap wherever they end.
    long step = Math.max(1, Math.round(size * 0.6180339887));
    while (gcd(step, size) != 1) {
      step++;
    }
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      order[i] = (int) (i * step % size);
    }
    return order;
  }

  private static long gcd(long a, long b) {
    return b == 0 ? a : gcd(b, a % b);
  }
}
