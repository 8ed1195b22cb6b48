package hashing.index;

import java.io.IOException;

/**
 * One table of a multi-index: for each value of a substring, the ordinals of the codes that have
 * it. Substrings of different tables share no bit; together they may leave bits out. Thread-safe.
 */
public interface SubstringTable {

  /** Bits of the substring, 1 to 22; its values are {@code 0..2^bits - 1}. */
  int bits();

  /** A code's substring. */
  int key(long[] words);

  /** First entry of a bucket; it ends where the next key's begins. {@code 0 <= key <= 2^bits}. */
  int firstEntry(int key) throws IOException;

  /**
   * An entry: its ordinal in the low 32 bits, the substring of the next table on the ring in the
   * high 32.
   */
  long entry(int index) throws IOException;

  /**
   * Reads some of the batch's buckets: gives the ordinals of those entries whose next substring is
   * within the batch's bounds. False, with nothing found, once all were read.
   */
  boolean read(BucketBatch batch) throws IOException;
}
