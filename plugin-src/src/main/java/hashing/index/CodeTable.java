package hashing.index;

import hashing.probe.SubstringKeys;
import java.io.IOException;
import java.util.Objects;

/** One table of a field, read from the file. */
final class CodeTable implements SubstringTable {

  private final SubstringKeys keys;
  private final int table;
  private final int bits;
  private final int nextBits;
  private final int ordinalCount;
  private final CheckedRegion firstEntries;
  private final CheckedRegion entries;
  private final long end;

  CodeTable(
      CheckedFile file,
      long offset,
      SubstringKeys keys,
      int table,
      int bits,
      int nextBits,
      int ordinalCount)
      throws IOException {
    this.keys = keys;
    this.table = table;
    this.bits = bits;
    this.nextBits = nextBits;
    this.ordinalCount = ordinalCount;
    firstEntries = CheckedRegion.of(file, offset, ((1L << bits) + 1) * Integer.BYTES);
    long entriesOffset = aligned(offset + firstEntries.length());
    entries = CheckedRegion.of(file, entriesOffset, (long) ordinalCount * Long.BYTES);
    end = aligned(entriesOffset + entries.length());
  }

  static long aligned(long position) {
    long mask = BinaryCodesFormat.ALIGNMENT - 1;
    return (position + mask) & ~mask;
  }

  /** Where the next one begins. */
  long end() {
    return end;
  }

  @Override
  public int bits() {
    return bits;
  }

  @Override
  public int key(long[] words) {
    return keys.key(table, words);
  }

  @Override
  public int firstEntry(int key) throws IOException {
    Objects.checkIndex(key, (1 << bits) + 1);
    int found = firstEntries.getInt((long) key * Integer.BYTES);
    if (found < 0 || found > ordinalCount) {
      throw firstEntries.corrupt("first entry", found, ordinalCount + 1L);
    }
    return found;
  }

  @Override
  public long entry(int index) throws IOException {
    Objects.checkIndex(index, ordinalCount);
    long found = entries.getLong((long) index * Long.BYTES);
    int ordinal = (int) found;
    if (ordinal < 0 || ordinal >= ordinalCount) {
      throw entries.corrupt("ordinal", ordinal, ordinalCount);
    }
    if (found >>> Integer.SIZE >>> nextBits != 0) {
      throw entries.corrupt("next substring", found >>> Integer.SIZE, 1L << nextBits);
    }
    return found;
  }
}
