package hashing.join;

import java.util.Arrays;

/**
 * The buckets of all tables in stretches of about equal work; a large bucket in several, each with
 * some of its codes against all behind them. Immutable.
 */
final class BucketTokens {
  /** Pairs of a token, about: half a millisecond. */
  private static final long PAIRS = 1 << 20;

  /** Codes whose buckets are looked at in one token, where buckets are small. */
  private static final int CODES = 1 << 14;

  private int[] tables = new int[64];
  private int[] firstBuckets = new int[64];
  private int[] lastBuckets = new int[64];
  private int[] firstRows = new int[64];
  private int[] lastRows = new int[64];
  private int count;

  BucketTokens(CodeTables buckets) {
    for (int table = 0; table < buckets.tableCount(); table++) {
      int[] starts = buckets.starts(table);
      int first = 0;
      long work = 0;
      for (int bucket = 0; bucket < starts.length - 1; bucket++) {
        int size = starts[bucket + 1] - starts[bucket];
        long pairs = size * (size - 1L) / 2;
        if (pairs > PAIRS) {
          add(table, first, bucket, 0, Integer.MAX_VALUE);
          split(table, bucket, size);
          first = bucket + 1;
          work = 0;
        } else {
          work += pairs;
          if (work > PAIRS || starts[bucket + 1] - starts[first] > CODES) {
            add(table, first, bucket + 1, 0, Integer.MAX_VALUE);
            first = bucket + 1;
            work = 0;
          }
        }
      }
      add(table, first, starts.length - 1, 0, Integer.MAX_VALUE);
    }
  }

  /** Row {@code i} of a bucket has {@code size - 1 - i} pairs; as many as are compared together. */
  private void split(int table, int bucket, int size) {
    int first = 0;
    long work = 0;
    for (int row = 0; row < size; row++) {
      work += size - 1 - row;
      boolean together = (row + 1 - first) % BucketWorker.ROWS == 0;
      if (work > PAIRS && together || row == size - 1) {
        add(table, bucket, bucket + 1, first, row + 1);
        first = row + 1;
        work = 0;
      }
    }
  }

  private void add(int table, int first, int last, int firstRow, int lastRow) {
    if (first == last) {
      return;
    }
    if (count == tables.length) {
      tables = Arrays.copyOf(tables, 2 * count);
      firstBuckets = Arrays.copyOf(firstBuckets, 2 * count);
      lastBuckets = Arrays.copyOf(lastBuckets, 2 * count);
      firstRows = Arrays.copyOf(firstRows, 2 * count);
      lastRows = Arrays.copyOf(lastRows, 2 * count);
    }
    tables[count] = table;
    firstBuckets[count] = first;
    lastBuckets[count] = last;
    firstRows[count] = firstRow;
    lastRows[count++] = lastRow;
  }

  int count() {
    return count;
  }

  int table(int token) {
    return tables[token];
  }

  int firstBucket(int token) {
    return firstBuckets[token];
  }

  int lastBucket(int token) {
    return lastBuckets[token];
  }

  /** First code of a bucket that is compared with those behind it. */
  int firstRow(int token) {
    return firstRows[token];
  }

  /** Behind the last of them; above all where the whole bucket is meant. */
  int lastRow(int token) {
    return lastRows[token];
  }
}
