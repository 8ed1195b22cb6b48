package hashing.probe;

import java.util.Arrays;
import java.util.Objects;

/**
 * Takes the substrings of a multi-index out of codes, a byte of the code at a time.
 *
 * <p>A table is a list of places of bits in the code, the substring's lowest bit first; place 0 is
 * the highest bit of byte 0, which is the highest bit of word 0. Cost: one look-up for each byte
 * that holds a bit of the table. Immutable; thread-safe.
 */
public final class SubstringKeys {

  private static final int BYTE_VALUES = 1 << Byte.SIZE;

  /** For each table the bytes it reads, counted from the start of the code. */
  private final int[][] bytes;

  /** For each table and byte it reads, 256 contributions to the key. */
  private final int[][] contributions;

  /**
   * @param tables places of each table's bits, at most 31 of them
   * @param wordCount 64-bit words of a code
   * @throws IllegalArgumentException if a table has no bit or more than 31
   * @throws IndexOutOfBoundsException if a place lies outside the code
   */
  public SubstringKeys(int[][] tables, int wordCount) {
    bytes = new int[tables.length][];
    contributions = new int[tables.length][];
    for (int t = 0; t < tables.length; t++) {
      int[] places = tables[t];
      if (places.length < 1 || places.length >= Integer.SIZE) {
        throw new IllegalArgumentException(
            "a substring has 1 to 31 bits, table " + t + " has " + places.length);
      }
      int[] used = new int[places.length];
      int usedCount = 0;
      int[] slots = new int[places.length * BYTE_VALUES];
      for (int i = 0; i < places.length; i++) {
        Objects.checkIndex(places[i], wordCount * Long.SIZE);
        int at = places[i] / Byte.SIZE;
        int slot = 0;
        while (slot < usedCount && used[slot] != at) {
          slot++;
        }
        if (slot == usedCount) {
          used[usedCount++] = at;
        }
        int mask = 0x80 >>> (places[i] % Byte.SIZE);
        for (int value = 0; value < BYTE_VALUES; value++) {
          if ((value & mask) != 0) {
            slots[slot * BYTE_VALUES + value] |= 1 << i;
          }
        }
      }
      bytes[t] = Arrays.copyOf(used, usedCount);
      contributions[t] = Arrays.copyOf(slots, usedCount * BYTE_VALUES);
    }
  }

  /** A code's substring in one table. */
  public int key(int table, long[] words) {
    return key(table, words, 0);
  }

  /** The substring of the code whose words begin at a place in an array of several codes. */
  public int key(int table, long[] words, int start) {
    int[] used = bytes[table];
    int[] slots = contributions[table];
    int key = 0;
    for (int i = 0; i < used.length; i++) {
      int at = used[i];
      int value =
          (int) (words[start + (at >> 3)] >>> (Long.SIZE - Byte.SIZE - (at & 7) * Byte.SIZE))
              & 0xFF;
      key |= slots[i * BYTE_VALUES + value];
    }
    return key;
  }
}
