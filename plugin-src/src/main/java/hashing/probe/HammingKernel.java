package hashing.probe;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Scans a block of codes stored column by column for those near one of several query codes.
 *
 * <p>Word {@code w} of the block's {@code i}-th code is the little-endian {@code long} at byte
 * {@code offset + (w * stride + i) * 8} of the segment. {@code stride} is a multiple of 8, which
 * every vector length divides, so that a scan has no tail; what lies behind {@code count} may be
 * anything. A group of lanes is given up at the first word with which all of it is too far away.
 *
 * <p>Holds the matches of the last scan. Not thread-safe.
 */
public final class HammingKernel {

  private static final VectorSpecies<Long> SPECIES = LongVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private final long[][] queries;
  private final int wordCount;
  private final int[] indexes;
  private final int[] distances;
  private final long[] lanes = new long[LANES];
  private int matchCount;

  /**
   * @param queries words of the query codes, of one length, at least one; the least distance counts
   * @param maxCount most codes in a block
   */
  public HammingKernel(long[][] queries, int maxCount) {
    this.queries = queries;
    this.wordCount = queries[0].length;
    this.indexes = new int[maxCount];
    this.distances = new int[maxCount];
  }

  /**
   * Finds the codes at most {@code cut} bits away and returns their number.
   *
   * @throws IllegalArgumentException if the stride is no multiple of 8, or below the count
   */
  public int scan(MemorySegment segment, long offset, int stride, int count, int cut) {
    if ((stride & 7) != 0 || stride < count) {
      throw new IllegalArgumentException("stride " + stride + " for " + count + " codes");
    }
    matchCount = 0;
    if (queries.length == 1) {
      scanOne(segment, offset, stride, count, cut);
    } else {
      scanSeveral(segment, offset, stride, count, cut);
    }
    return matchCount;
  }

  private void scanOne(MemorySegment segment, long offset, int stride, int count, int cut) {
    long[] query = queries[0];
    for (int first = 0; first < count; first += LANES) {
      long at = offset + (long) first * Long.BYTES;
      LongVector sum = difference(segment, at, query[0]);
      VectorMask<Long> near = sum.compare(VectorOperators.LE, cut);
      for (int w = 1; w < wordCount && near.anyTrue(); w++) {
        at += (long) stride * Long.BYTES;
        sum = sum.add(difference(segment, at, query[w]));
        near = sum.compare(VectorOperators.LE, cut);
      }
      if (near.anyTrue()) {
        add(sum, first, count, cut);
      }
    }
  }

  private void scanSeveral(MemorySegment segment, long offset, int stride, int count, int cut) {
    for (int first = 0; first < count; first += LANES) {
      LongVector least = LongVector.broadcast(SPECIES, Integer.MAX_VALUE);
      for (long[] query : queries) {
        long at = offset + (long) first * Long.BYTES;
        LongVector sum = difference(segment, at, query[0]);
        boolean near = sum.compare(VectorOperators.LE, cut).anyTrue();
        for (int w = 1; w < wordCount && near; w++) {
          at += (long) stride * Long.BYTES;
          sum = sum.add(difference(segment, at, query[w]));
          near = sum.compare(VectorOperators.LE, cut).anyTrue();
        }
        if (near) {
          least = least.min(sum);
        }
      }
      if (least.compare(VectorOperators.LE, cut).anyTrue()) {
        add(least, first, count, cut);
      }
    }
  }

  private static LongVector difference(MemorySegment segment, long at, long query) {
    return LongVector.fromMemorySegment(SPECIES, segment, at, ByteOrder.LITTLE_ENDIAN)
        .lanewise(VectorOperators.XOR, query)
        .lanewise(VectorOperators.BIT_COUNT);
  }

  private void add(LongVector sum, int first, int count, int cut) {
    sum.intoArray(lanes, 0);
    int end = Math.min(LANES, count - first);
    for (int lane = 0; lane < end; lane++) {
      if (lanes[lane] <= cut) {
        indexes[matchCount] = first + lane;
        distances[matchCount++] = (int) lanes[lane];
      }
    }
  }

  /** Place in the block of a match, {@code 0 <= match < } the last scan's result; ascending. */
  public int index(int match) {
    return indexes[match];
  }

  /** Distance of a match. */
  public int distance(int match) {
    return distances[match];
  }
}
