package hashing.probe;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.Arrays;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Scans a block of codes stored column by column for those near one of several query codes.
 *
 * <p>Column {@code c} of a code is its bits {@code 32 c} to {@code 32 c + 31}, the first one
 * highest; that of the block's {@code i}-th code is the little-endian {@code int} at byte {@code
 * offset + (c * stride + i) * 4} of the segment. {@code stride} is a multiple of 16, which every
 * vector length divides, so that a scan has no tail; what lies behind {@code count} may be
 * anything.
 *
 * <p>Columns behind the first few are not read where these show that all codes near them are too
 * far away. Column 0 comes last: where codes are sorted, most of it is what the block's codes
 * share, which the caller knows. So a scan of a million sorted codes for the ten nearest reads
 * about half of their bytes.
 *
 * <p>Holds the matches of the last scan. Not thread-safe.
 */
public final class HammingKernel {

  private static final VectorSpecies<Integer> SPECIES = IntVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  /** Codes compared before the first branch. */
  private static final int GROUP = 4 * LANES;

  /**
   * So many standard deviations must lie between the mean distance of the columns read first and
   * what would be near enough, for random codes: one vector in 90 goes on to the other columns.
   */
  private static final double MARGIN = 3.2;

  private final int[][] queries;
  private final int columnCount;

  /** How many columns to read first, by the distance that these may have at most. */
  private final int[] leads;

  private final int[] sums;
  private final int[] lanes = new int[LANES];

  /** Least distance by place in the block, where there are several queries. */
  private final int[] least;

  private final int[] indexes;
  private final int[] distances;
  private int matchCount;

  /**
   * @param queries 64-bit words of the query codes, of one length, at least one; the least distance
   *     counts
   * @param columnCount columns of a code; as many as its words have, or one less
   * @param maxCount most codes in a block, a multiple of 16
   */
  public HammingKernel(long[][] queries, int columnCount, int maxCount) {
    this.columnCount = columnCount;
    this.queries = new int[queries.length][columnCount];
    for (int q = 0; q < queries.length; q++) {
      for (int c = 0; c < columnCount; c++) {
        long word = queries[q][c / 2];
        this.queries[q][c] = (int) (c % 2 == 0 ? word >>> Integer.SIZE : word);
      }
    }
    this.leads = leads(columnCount);
    this.sums = new int[maxCount];
    this.least = new int[queries.length == 1 ? 0 : maxCount];
    Arrays.fill(least, Integer.MAX_VALUE);
    this.indexes = new int[maxCount];
    this.distances = new int[maxCount];
  }

  private static int[] leads(int columnCount) {
    int[] leads = new int[Integer.SIZE / 2 * columnCount];
    int lead = 1;
    for (int distance = 0; distance < leads.length; distance++) {
      while (lead < columnCount
          && lead * Integer.SIZE / 2 - distance - 0.5 < MARGIN * Math.sqrt(lead * 8)) {
        lead++;
      }
      leads[distance] = lead;
    }
    return leads;
  }

  /**
   * Finds the codes at most {@code cut} bits away and returns their number; the codes of the block
   * need not share anything.
   *
   * @throws IllegalArgumentException if the stride is no multiple of 16, or below the count
   */
  public int scan(MemorySegment segment, long offset, int stride, int count, int cut) {
    return scan(segment, offset, stride, count, cut, 0, 0);
  }

  /**
   * Finds the codes at most {@code cut} bits away and returns their number.
   *
   * @param sharedMask ones at bits of column 0 that are the same in all codes of the block
   * @param shared column 0 of any code of the block
   * @throws IllegalArgumentException if the stride is no multiple of 16, or below the count
   */
  public int scan(
      MemorySegment segment,
      long offset,
      int stride,
      int count,
      int cut,
      int sharedMask,
      int shared) {
    if ((stride & 15) != 0 || stride < count) {
      throw new IllegalArgumentException("stride " + stride + " for " + count + " codes");
    }
    matchCount = 0;
    for (int[] query : queries) {
      int left = cut - Integer.bitCount((query[0] ^ shared) & sharedMask);
      if (left >= 0) {
        int lead = left < leads.length ? leads[left] : columnCount;
        if (lead < columnCount) {
          scan(segment, offset, stride, count, query, 1, lead + 1, left, cut);
        } else {
          scan(segment, offset, stride, count, query, 0, columnCount, cut, cut);
        }
      }
    }
    if (queries.length > 1) {
      gather(count);
    }
    return matchCount;
  }

  /** Number of the query codes. */
  public int queryCount() {
    return queries.length;
  }

  /** The least distance that a code of a block can have from the queries. */
  public int bound(int sharedMask, int shared) {
    int bound = Integer.MAX_VALUE;
    for (int[] query : queries) {
      bound = Math.min(bound, Integer.bitCount((query[0] ^ shared) & sharedMask));
    }
    return bound;
  }

  /** Reads columns {@code from} to {@code to - 1}, and others where these are within the limit. */
  private void scan(
      MemorySegment segment,
      long offset,
      int stride,
      int count,
      int[] query,
      int from,
      int to,
      int limit,
      int cut) {
    long last = offset + (long) (to - 1) * stride * Integer.BYTES;
    int end = (count + LANES - 1) / LANES * LANES;
    int first = 0;
    if (to - from == 1) {
      for (; first <= end - GROUP; first += GROUP) {
        if (nearOne(segment, last + (long) first * Integer.BYTES, query[from], limit)) {
          finish(segment, offset, stride, count, query, first, from, to, limit, cut);
        }
      }
    } else if (to - from == 2) {
      long step = (long) stride * Integer.BYTES;
      for (; first <= end - GROUP; first += GROUP) {
        long at = last + (long) first * Integer.BYTES;
        if (nearTwo(segment, at - step, at, query[from], query[from + 1], limit)) {
          finish(segment, offset, stride, count, query, first, from, to, limit, cut);
        }
      }
    } else {
      for (int c = from; c < to - 1; c++) {
        long at = offset + (long) c * stride * Integer.BYTES;
        if (c == from) {
          put(segment, at, query[c], end);
        } else {
          add(segment, at, query[c], end);
        }
      }
      for (; first <= end - GROUP; first += GROUP) {
        if (nearMore(segment, last + (long) first * Integer.BYTES, query[to - 1], first, limit)) {
          finish(segment, offset, stride, count, query, first, from, to, limit, cut);
        }
      }
    }
    if (first < end) {
      finish(segment, offset, stride, count, query, first, from, to, limit, cut);
    }
  }

  private static boolean nearOne(MemorySegment segment, long at, int query, int limit) {
    IntVector a = difference(segment, at, query);
    IntVector b = difference(segment, at + LANES * Integer.BYTES, query);
    IntVector c = difference(segment, at + 2 * LANES * Integer.BYTES, query);
    IntVector d = difference(segment, at + 3 * LANES * Integer.BYTES, query);
    return a.min(b).min(c.min(d)).compare(VectorOperators.LE, limit).anyTrue();
  }

  private static boolean nearTwo(
      MemorySegment segment, long at, long at2, int query, int query2, int limit) {
    IntVector a = difference(segment, at, query).add(difference(segment, at2, query2));
    int step = LANES * Integer.BYTES;
    IntVector b =
        difference(segment, at + step, query).add(difference(segment, at2 + step, query2));
    step = 2 * LANES * Integer.BYTES;
    IntVector c =
        difference(segment, at + step, query).add(difference(segment, at2 + step, query2));
    step = 3 * LANES * Integer.BYTES;
    IntVector d =
        difference(segment, at + step, query).add(difference(segment, at2 + step, query2));
    return a.min(b).min(c.min(d)).compare(VectorOperators.LE, limit).anyTrue();
  }

  private boolean nearMore(MemorySegment segment, long at, int query, int first, int limit) {
    IntVector a = sum(segment, at, query, first);
    IntVector b = sum(segment, at + LANES * Integer.BYTES, query, first + LANES);
    IntVector c = sum(segment, at + 2 * LANES * Integer.BYTES, query, first + 2 * LANES);
    IntVector d = sum(segment, at + 3 * LANES * Integer.BYTES, query, first + 3 * LANES);
    return a.min(b).min(c.min(d)).compare(VectorOperators.LE, limit).anyTrue();
  }

  private IntVector sum(MemorySegment segment, long at, int query, int first) {
    return IntVector.fromArray(SPECIES, sums, first).add(difference(segment, at, query));
  }

  private void put(MemorySegment segment, long at, int query, int end) {
    for (int i = 0; i < end; i += LANES) {
      difference(segment, at + (long) i * Integer.BYTES, query).intoArray(sums, i);
    }
  }

  private void add(MemorySegment segment, long at, int query, int end) {
    for (int i = 0; i < end; i += LANES) {
      sum(segment, at + (long) i * Integer.BYTES, query, i).intoArray(sums, i);
    }
  }

  private static IntVector difference(MemorySegment segment, long at, int query) {
    return IntVector.fromMemorySegment(SPECIES, segment, at, ByteOrder.LITTLE_ENDIAN)
        .lanewise(VectorOperators.XOR, query)
        .lanewise(VectorOperators.BIT_COUNT);
  }

  /** Looks at a group again, vector by vector, and in all columns where it must. */
  private void finish(
      MemorySegment segment,
      long offset,
      int stride,
      int count,
      int[] query,
      int group,
      int from,
      int to,
      int limit,
      int cut) {
    int end = Math.min(group + GROUP, count);
    for (int first = group; first < end; first += LANES) {
      long at = offset + (long) first * Integer.BYTES;
      IntVector sum = IntVector.zero(SPECIES);
      for (int c = from; c < to; c++) {
        sum = sum.add(difference(segment, at + (long) c * stride * Integer.BYTES, query[c]));
      }
      if (sum.compare(VectorOperators.LE, limit).anyTrue()) {
        for (int c = to; c < columnCount; c++) {
          sum = sum.add(difference(segment, at + (long) c * stride * Integer.BYTES, query[c]));
        }
        for (int c = 0; c < from; c++) {
          sum = sum.add(difference(segment, at + (long) c * stride * Integer.BYTES, query[c]));
        }
        if (sum.compare(VectorOperators.LE, cut).anyTrue()) {
          sum.intoArray(lanes, 0);
          take(first, Math.min(LANES, count - first), cut);
        }
      }
    }
  }

  private void take(int first, int count, int cut) {
    for (int lane = 0; lane < count; lane++) {
      if (lanes[lane] <= cut) {
        if (queries.length == 1) {
          indexes[matchCount] = first + lane;
          distances[matchCount++] = lanes[lane];
        } else {
          least[first + lane] = Math.min(least[first + lane], lanes[lane]);
          matchCount++;
        }
      }
    }
  }

  /** Makes one list of what the queries matched. */
  private void gather(int count) {
    int found = matchCount;
    matchCount = 0;
    for (int i = 0; i < count && found > 0; i++) {
      if (least[i] != Integer.MAX_VALUE) {
        indexes[matchCount] = i;
        distances[matchCount++] = least[i];
        least[i] = Integer.MAX_VALUE;
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
