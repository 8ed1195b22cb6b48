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

  /** Codes compared together with others: their sums fit the registers. */
  static final int ROWS = 4;

  private final JoinCodes codes;
  private final CodeTables tables;
  private final BucketTokens tokens;
  private final int radius;
  private final int wordCount;
  private final Reservation memory;
  private final TableWorker.Counts counts;

  /** The bucket at hand: of each word, that of each code. */
  private final long[][] words;

  /** Which one that is: several tokens in a row may be of one large bucket. */
  private int gatheredTable = -1;

  private int gatheredStart;

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
    if (gatheredTable != table || gatheredStart != start) {
      gather(start, size);
      gatheredTable = table;
      gatheredStart = start;
    }
    int i = from;
    for (; i + ROWS <= to; i += ROWS) {
      rows(table, start, i, size, found);
      if ((i & 0xFF) < ROWS) {
        found.tick();
      }
    }
    for (; i < to; i++) {
      row(table, start, i, i + 1, size, found);
    }
    compared += (long) (to - from) * (2L * size - from - to - 1) / 2;
  }

  /** Compares four codes with all behind them: each of these is read once for the four. */
  private void rows(int table, int start, int i, int size, Found found) throws IOException {
    int behind = i + ROWS;
    for (int row = i; row < behind; row++) {
      row(table, start, row, row + 1, behind, found);
    }
    int j = behind;
    for (; j + LANES <= size; j += LANES) {
      LongVector other = LongVector.fromArray(SPECIES, words[0], j);
      LongVector a = difference(other, words[0][i]);
      LongVector b = difference(other, words[0][i + 1]);
      LongVector c = difference(other, words[0][i + 2]);
      LongVector d = difference(other, words[0][i + 3]);
      for (int w = 1; w < wordCount; w++) {
        other = LongVector.fromArray(SPECIES, words[w], j);
        a = a.add(difference(other, words[w][i]));
        b = b.add(difference(other, words[w][i + 1]));
        c = c.add(difference(other, words[w][i + 2]));
        d = d.add(difference(other, words[w][i + 3]));
      }
      if (a.min(b).min(c.min(d)).compare(VectorOperators.LE, radius).anyTrue()) {
        for (int row = i; row < behind; row++) {
          row(table, start, row, j, j + LANES, found);
        }
      }
    }
    for (int row = i; row < behind; row++) {
      row(table, start, row, j, size, found);
    }
  }

  private static LongVector difference(LongVector others, long word) {
    return others.lanewise(VectorOperators.XOR, word).lanewise(VectorOperators.BIT_COUNT);
  }

  /** Compares a code with those from {@code j} to {@code end - 1}. */
  private void row(int table, int start, int i, int j, int end, Found found) throws IOException {
    for (int other = j; other < end; other++) {
      one(table, start, i, other, found);
    }
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
