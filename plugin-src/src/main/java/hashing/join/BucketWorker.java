package hashing.join;

import hashing.join.TokenOrder.Found;
import java.io.IOException;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Finds the near pairs of a set bucket by bucket: the codes of a bucket, brought together, are
 * compared at once, and nothing is merged. A pair counts in the first table where it shares a
 * bucket.
 *
 * <p>In terms of the product this is the outer one, whose results are mostly dropped at birth; it
 * costs a fraction of a nanosecond for each product, where merging rows costs several, and cannot
 * tell beforehand which pairs share too few buckets.
 */
final class BucketWorker implements TokenOrder.Worker {
  private static final VectorSpecies<Long> SPECIES = LongVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private final JoinCodes codes;
  private final CodeTables tables;
  private final BucketTokens tokens;
  private final int radius;
  private final int wordCount;
  private final Reservation memory;
  private final TableWorker.Counts counts;

  /** The bucket at hand: of each word, that of each code. */
  private final long[][] words;

  private long compared;

  BucketWorker(
      JoinCodes codes,
      CodeTables tables,
      BucketTokens tokens,
      int radius,
      Reservation memory,
      TableWorker.Counts counts) {
    this.codes = codes;
    this.tables = tables;
    this.tokens = tokens;
    this.radius = radius;
    this.wordCount = codes.wordCount();
    this.memory = memory;
    this.counts = counts;
    words = new long[wordCount][64];
  }

  @Override
  public void run(int from, int to, Found found) throws IOException {
    for (int token = from; token < to; token++) {
      int table = tokens.table(token);
      int[] starts = tables.starts(table);
      for (int b = tokens.firstBucket(token); b < tokens.lastBucket(token); b++) {
        int size = starts[b + 1] - starts[b];
        if (size > 1) {
          int last = Math.min(size, tokens.lastRow(token));
          compare(table, starts[b], size, tokens.firstRow(token), last, found);
        }
      }
      found.tick();
    }
  }

  /** Compares codes {@code from} to {@code to - 1} of a bucket with all behind them. */
  private void compare(int table, int start, int size, int from, int to, Found found)
      throws IOException {
    gather(start, size);
    for (int i = from; i < to; i++) {
      int j = i + 1;
      for (; j + LANES <= size; j += LANES) {
        LongVector sum = difference(0, i, j);
        for (int w = 1; w < wordCount; w++) {
          sum = sum.add(difference(w, i, j));
        }
        long near = sum.compare(VectorOperators.LE, radius).toLong();
        for (; near != 0; near &= near - 1) {
          one(table, start, i, j + Long.numberOfTrailingZeros(near), found);
        }
      }
      for (; j < size; j++) {
        one(table, start, i, j, found);
      }
      compared += size - 1 - i;
      if ((i & 0xFF) == 0xFF) {
        found.tick();
      }
    }
  }

  private LongVector difference(int word, int i, int j) {
    long[] own = words[word];
    return LongVector.fromArray(SPECIES, own, j)
        .lanewise(VectorOperators.XOR, own[i])
        .lanewise(VectorOperators.BIT_COUNT);
  }

  private void one(int table, int start, int i, int j, Found found) throws IOException {
    int distance = 0;
    for (long[] word : words) {
      distance += Long.bitCount(word[i] ^ word[j]);
    }
    if (distance <= radius) {
      int a = tables.entries()[start + i];
      int b = tables.entries()[start + j];
      if (!tables.shareBefore(table, a, b)) {
        found.add(a, b, distance);
      }
    }
  }

  private void gather(int start, int size) {
    if (size > words[0].length) {
      int length = RowAccumulator.grown(words[0].length, size);
      memory.add((long) wordCount * Long.BYTES * (length - words[0].length));
      for (int w = 0; w < wordCount; w++) {
        words[w] = new long[length];
      }
    }
    long[] all = codes.words();
    for (int i = 0; i < size; i++) {
      int at = tables.entries()[start + i] * wordCount;
      for (int w = 0; w < wordCount; w++) {
        words[w][i] = all[at + w];
      }
    }
  }

  @Override
  public void end() {
    counts.products.add(compared);
    counts.merged.add(compared);
    counts.compared.add(compared);
  }
}
