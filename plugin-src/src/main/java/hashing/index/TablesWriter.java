package hashing.index;

import hashing.probe.BitAssignment;
import hashing.probe.SubstringKeys;
import java.io.IOException;

/** Chooses and writes the tables of one field, a table at a time. */
final class TablesWriter {

  private final CodeSource codes;
  private final int wordCount;
  private final AbortCheck abort;

  TablesWriter(CodeSource codes, int wordCount, AbortCheck abort) {
    this.codes = codes;
    this.wordCount = wordCount;
    this.abort = abort;
  }

  /**
   * Writes the tables and the sample, from an aligned place; returns the places of their bits.
   *
   * @param bitCount places of a code
   * @param targetDistance distance at which searches are expected, -1 if unknown
   */
  int[][] write(CheckedOutput out, int bitCount, int targetDistance) throws IOException {
    long[] sample = sample();
    BitAssignment bits = new BitAssignment(sample, wordCount, bitCount);
    abort.ask();
    int[][] tables =
        bits.assign(TableWidths.choose(bits.bitCount(), codes.count(), targetDistance));
    abort.ask();
    SubstringKeys keys = new SubstringKeys(tables, wordCount);
    int[] first = keysOf(keys, 0);
    int[] current = first;
    for (int t = 0; t < tables.length; t++) {
      int[] next = t + 1 < tables.length ? keysOf(keys, t + 1) : first;
      write(out, tables[t].length, current, next);
      current = next;
    }
    BlocksWriter.write(out, sampleSource(sample), bitCount / Byte.SIZE, abort);
    return tables;
  }

  private long[] sample() throws IOException {
    int size = Math.min(codes.count(), BinaryCodesFormat.SAMPLE_SIZE);
    long[] sample = new long[size * wordCount];
    long[] words = new long[wordCount];
    for (int i = 0; i < size; i++) {
      codes.words((int) ((long) i * codes.count() / size), words);
      System.arraycopy(words, 0, sample, i * wordCount, wordCount);
    }
    return sample;
  }

  private CodeSource sampleSource(long[] sample) {
    return new CodeSource() {
      @Override
      public int count() {
        return sample.length / wordCount;
      }

      @Override
      public void words(int ordinal, long[] target) {
        System.arraycopy(sample, ordinal * wordCount, target, 0, wordCount);
      }
    };
  }

  private int[] keysOf(SubstringKeys keys, int table) throws IOException {
    int[] result = new int[codes.count()];
    long[] words = new long[wordCount];
    for (int ordinal = 0; ordinal < result.length; ordinal++) {
      codes.words(ordinal, words);
      result[ordinal] = keys.key(table, words);
      abort.step();
    }
    return result;
  }

  /** A counting sort by key. */
  private void write(CheckedOutput out, int bits, int[] keys, int[] next) throws IOException {
    int[] ends = new int[1 << bits];
    for (int key : keys) {
      ends[key]++;
    }
    out.writeInt(0);
    int sum = 0;
    for (int key = 0; key < ends.length; key++) {
      sum += ends[key];
      ends[key] = sum;
      out.writeInt(sum);
    }
    int[] ordinals = new int[keys.length];
    for (int ordinal = keys.length - 1; ordinal >= 0; ordinal--) {
      ordinals[--ends[keys[ordinal]]] = ordinal;
      abort.step();
    }
    out.align();
    for (int ordinal : ordinals) {
      out.writeLong((long) next[ordinal] << Integer.SIZE | ordinal);
      abort.step();
    }
    out.align();
  }
}
