package hashing.index;

import java.util.Arrays;

/**
 * Buckets of one table to look up at once, and the codes found in them. Reading many buckets step
 * by step lets a processor wait for several cache misses at a time. Not thread-safe.
 *
 * <p>The caller fills in {@link #keys} and {@link #keyCount}, then calls {@link #start} and, until
 * it returns false, {@link SubstringTable#read}.
 */
public final class BucketBatch {

  /** Most buckets at once. */
  public static final int MAX_KEYS = 256;

  /** Most entries met in one read, so that a search can stop between two of them. */
  public static final int MAX_ENTRIES = 2048;

  /** Buckets to look up. */
  public final int[] keys = new int[MAX_KEYS];

  public int keyCount;

  /** For each of them, the substring of the next table to compare its entries with. */
  public final int[] nextKeys = new int[MAX_KEYS];

  /** Ordinals found by the last read. */
  public final int[] ordinals = new int[MAX_ENTRIES];

  /** For each of them, the distance of its next substring. */
  public final int[] nextDistances = new int[MAX_ENTRIES];

  public int ordinalCount;

  /** For each of them, which of {@link #keys} led to it, where that was asked for. */
  public final int[] places = new int[MAX_ENTRIES];

  /** Entries met by the last read, whether they passed or not. */
  public int entryCount;

  /** Where each bucket begins, in the low 32 bits, and ends. */
  final long[] bounds = new long[MAX_KEYS];

  /** Where each bucket begins and ends, empty ones left out. */
  final int[] firsts = new int[MAX_KEYS];

  final int[] ends = new int[MAX_KEYS];

  /** For each of these, which of the keys it is. */
  final int[] keyPlaces = new int[MAX_KEYS];

  int bucketCount;
  int least;
  int most;

  /** Whether {@link #places} are filled in. */
  boolean placed;

  /** Bucket and entry to go on with; bucket -1 before the first read. */
  int bucket;

  int entry;

  /** Of no use but that what goes into it must be read. */
  long touched;

  /**
   * Begins with the keys as they are, all of one query.
   *
   * @param nextKey substring of the next table to compare entries with
   * @param least entries nearer to it are left out
   * @param most so are those farther away
   */
  public void start(int nextKey, int least, int most) {
    Arrays.fill(nextKeys, 0, keyCount, nextKey);
    start(least, most, false);
  }

  /** Begins with the keys and next keys as they are, of many queries; fills {@link #places} in. */
  public void start(int least, int most) {
    start(least, most, true);
  }

  private void start(int least, int most, boolean placed) {
    this.least = least;
    this.most = most;
    this.placed = placed;
    bucket = -1;
  }
}
