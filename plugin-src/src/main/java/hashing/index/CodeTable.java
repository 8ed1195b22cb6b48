package hashing.index;

import hashing.probe.SubstringKeys;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** One table of a field, read from the file. */
final class CodeTable implements SubstringTable {

  private static final VectorSpecies<Long> SPECIES = LongVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  /** Narrower vectors hold fewer entries than most buckets have. */
  private static final boolean VECTORS = LANES >= 8;

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

  @Override
  public boolean read(BucketBatch batch) throws IOException {
    try {
      return readChecked(batch);
    } catch (IllegalStateException e) {
      throw entries.closed(e);
    }
  }

  private boolean readChecked(BucketBatch batch) throws IOException {
    if (batch.bucket < 0) {
      bounds(batch);
    }
    batch.ordinalCount = 0;
    batch.entryCount = 0;
    int bucket = batch.bucket;
    int entry = batch.entry;
    MemorySegment mapped = entries.mapped();
    long wide = mapped == null || !VECTORS ? -1 : ordinalCount - LANES;
    LongVector seenLanes = LongVector.zero(SPECIES);
    int seen = 0;
    while (bucket < batch.bucketCount && batch.entryCount < BucketBatch.MAX_ENTRIES) {
      int left = BucketBatch.MAX_ENTRIES - batch.entryCount;
      int end = Math.min(batch.ends[bucket], entry + left);
      int place = batch.keyPlaces[bucket];
      int nextKey = batch.nextKeys[place];
      int before = batch.ordinalCount;
      if (entry <= wide && end - entry <= LANES) {
        // Most buckets: all at once, since how many entries there are is hard to foresee.
        LongVector found =
            LongVector.fromMemorySegment(
                SPECIES, mapped, (long) entry * Long.BYTES, ByteOrder.LITTLE_ENDIAN);
        VectorMask<Long> own = SPECIES.indexInRange(0, end - entry);
        LongVector next = found.lanewise(VectorOperators.LSHR, Integer.SIZE);
        seenLanes = seenLanes.lanewise(VectorOperators.OR, next, own);
        LongVector above =
            next.lanewise(VectorOperators.XOR, nextKey)
                .lanewise(VectorOperators.BIT_COUNT)
                .sub(batch.least);
        if (above.compare(VectorOperators.ULE, batch.most - batch.least).and(own).anyTrue()) {
          near(entry, end, nextKey, batch);
        }
      } else {
        seen |= near(entry, end, nextKey, batch);
      }
      if (batch.placed) {
        Arrays.fill(batch.places, before, batch.ordinalCount, place);
      }
      batch.entryCount += end - entry;
      entry = end;
      if (entry == batch.ends[bucket] && ++bucket < batch.bucketCount) {
        entry = batch.firsts[bucket];
      }
    }
    seen |= (int) seenLanes.reduceLanes(VectorOperators.OR);
    batch.bucket = bucket;
    batch.entry = entry;
    check(batch, seen);
    return batch.entryCount > 0 || bucket < batch.bucketCount;
  }

  /**
   * Finds where the buckets begin and end. Step by step for all of them: so little work lies
   * between two reads of a step that many cache misses overlap.
   */
  private void bounds(BucketBatch batch) throws IOException {
    for (int i = 0; i < batch.keyCount; i++) {
      int key = Objects.checkIndex(batch.keys[i], 1 << bits);
      firstEntries.verify((long) key * Integer.BYTES, 2 * Integer.BYTES);
    }
    MemorySegment mapped = firstEntries.mapped();
    if (mapped == null) {
      for (int i = 0; i < batch.keyCount; i++) {
        batch.bounds[i] = firstEntries.getLong((long) batch.keys[i] * Integer.BYTES);
      }
    } else {
      bounds(mapped, batch.keys, batch.keyCount, batch.bounds);
    }
    int filled = 0;
    for (int i = 0; i < batch.keyCount; i++) {
      int first = (int) batch.bounds[i];
      int end = (int) (batch.bounds[i] >>> Integer.SIZE);
      if (first < 0 || first > end || end > ordinalCount) {
        throw firstEntries.corrupt("first entry", first < 0 ? first : end, ordinalCount + 1L);
      }
      if (first < end) {
        entries.verify((long) first * Long.BYTES, (long) (end - first) * Long.BYTES);
        batch.keyPlaces[filled] = i;
        batch.firsts[filled] = first;
        batch.ends[filled++] = end;
      }
    }
    batch.bucketCount = filled;
    batch.bucket = 0;
    batch.entry = batch.firsts[0];
    if (entries.mapped() != null) {
      batch.touched = touch(entries.mapped(), batch.firsts, batch.ends, filled);
    }
  }

  /** Where a bucket ends the next one begins: one number after the other. */
  private static void bounds(MemorySegment mapped, int[] keys, int count, long[] bounds) {
    for (int i = 0; i < count; i++) {
      bounds[i] = mapped.get(CheckedRegion.LONG, (long) keys[i] * Integer.BYTES);
    }
  }

  /** Reads the ends of all buckets and no more, for the same reason. */
  private static long touch(MemorySegment mapped, int[] firsts, int[] ends, int count) {
    long sum = 0;
    for (int i = 0; i < count; i++) {
      sum += mapped.get(CheckedRegion.LONG, (long) firsts[i] * Long.BYTES);
      sum += mapped.get(CheckedRegion.LONG, (ends[i] - 1L) * Long.BYTES);
    }
    return sum;
  }

  /** Adds the ordinals that pass; returns the union of all next substrings, for a check. */
  private int near(int entry, int end, int nextKey, BucketBatch batch) throws IOException {
    int[] ordinals = batch.ordinals;
    int[] nextDistances = batch.nextDistances;
    int count = batch.ordinalCount;
    int least = batch.least;
    int span = batch.most - least;
    int seen = 0;
    MemorySegment mapped = entries.mapped();
    for (int i = entry; i < end; i++) {
      long at = (long) i * Long.BYTES;
      long found = mapped == null ? entries.getLong(at) : mapped.get(CheckedRegion.LONG, at);
      int next = (int) (found >>> Integer.SIZE);
      seen |= next;
      ordinals[count] = (int) found;
      int distance = Integer.bitCount(next ^ nextKey);
      nextDistances[count] = distance;
      int above = distance - least;
      // One more if 0 <= above <= span, without a branch, which would be hard to foresee.
      count += ~(above | span - above) >>> (Integer.SIZE - 1);
    }
    batch.ordinalCount = count;
    return seen;
  }

  private void check(BucketBatch batch, int seen) throws IOException {
    if (seen >>> nextBits != 0) {
      throw entries.corrupt("next substring", Integer.toUnsignedLong(seen), 1L << nextBits);
    }
    for (int i = 0; i < batch.ordinalCount; i++) {
      int ordinal = batch.ordinals[i];
      if (ordinal < 0 || ordinal >= ordinalCount) {
        throw entries.corrupt("ordinal", ordinal, ordinalCount);
      }
    }
  }
}
