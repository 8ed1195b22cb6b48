package hashing.search;

import java.util.Arrays;
import org.apache.lucene.util.ArrayUtil;

/**
 * Codes met in tables and not yet compared in full, by the least distance that they can have: those
 * that turn out to lie behind the k-th place are never read. Memory: 8 bytes for each of at most
 * about {@value #MOST}. Not thread-safe.
 */
final class MetCodes {

  /** Above so many they should be compared, that memory stays bounded. */
  static final int MOST = 1 << 15;

  private final long[][] codes;
  private final int[] sizes;
  private int least;
  private int size;

  /**
   * @param most codes that must be farther away are not given
   */
  MetCodes(int most) {
    codes = new long[most + 1][];
    sizes = new int[most + 1];
  }

  /** Takes a code in, with a number that the caller gave to its visit. */
  void add(int bound, int ordinal, int visit) {
    int at = sizes[bound]++;
    long[] own = codes[bound];
    if (own == null || at == own.length) {
      own = own == null ? new long[64] : Arrays.copyOf(own, ArrayUtil.oversize(at + 1, Long.BYTES));
      codes[bound] = own;
    }
    own[at] = (long) visit << Integer.SIZE | ordinal;
    least = Math.min(least, bound);
    size++;
  }

  int size() {
    return size;
  }

  /**
   * Takes out codes that may lie within a distance, the nearest first; returns their number, 0 if
   * there are no more.
   */
  int take(int distance, int[] ordinals, int[] visits) {
    int count = 0;
    while (least < sizes.length && least <= distance && count < ordinals.length) {
      int left = sizes[least];
      while (left > 0 && count < ordinals.length) {
        long code = codes[least][--left];
        ordinals[count] = (int) code;
        visits[count++] = (int) (code >>> Integer.SIZE);
      }
      sizes[least] = left;
      least += left == 0 ? 1 : 0;
    }
    size -= count;
    return count;
  }
}
