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

  private static final int BYTES = LANES * Integer.BYTES;

  /** Codes of a step where one column is read; all other steps divide it. */
  private static final int QUADRUPLE = 4 * LANES;

  /**
   * So many standard deviations must lie between the mean distance of the columns read first and
   * what would be near enough, so that few blocks of random codes are looked at again.
   */
  private static final double MARGIN = 3.4;

  private final int[][] queries;
  private final int columnCount;

  /**
   * How many columns to read first, by the distance that these may have at most; one more than
   * there are where most vectors have a code that is near enough.
   */
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
      while (lead <= columnCount
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
        int lead = left < leads.length ? leads[left] : columnCount + 1;
        if (lead < columnCount) {
          scan(segment, offset, stride, count, query, 1, lead + 1, left, cut);
        } else if (lead == columnCount) {
          scan(segment, offset, stride, count, query, 0, columnCount, cut, cut);
        } else {
          finish(segment, offset, stride, 0, count, query, 0, columnCount, cut, cut);
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
    long step = (long) stride * Integer.BYTES;
    long at = offset + from * step;
    int whole = count / QUADRUPLE * QUADRUPLE;
    boolean near =
        switch (to - from) {
          case 1 -> one(segment, at, whole, query[from], limit);
          case 2 -> two(segment, at, step, whole, query[from], query[from + 1], limit);
          case 3 ->
              three(segment, at, step, whole, query[from], query[from + 1], query[from + 2], limit);
          case 4 -> four(segment, at, step, whole, query, from, limit);
          default -> more(segment, at, step, whole, query, from, to, limit);
        };
    finish(segment, offset, stride, near ? 0 : whole, count, query, from, to, limit, cut);
  }

  // Whether a code is within the limit. These loops call nothing and branch nowhere, so that memory
  // accesses are checked once before them: a column of 512 codes takes 25 nanoseconds in the cache.

  private static boolean one(MemorySegment segment, long at, int end, int query, int limit) {
    IntVector a = IntVector.broadcast(SPECIES, Integer.MAX_VALUE);
    IntVector b = a;
    IntVector c = a;
    IntVector d = a;
    for (int i = 0; i < end; i += QUADRUPLE) {
      long here = at + (long) i * Integer.BYTES;
      a = a.min(difference(segment, here, query));
      b = b.min(difference(segment, here + BYTES, query));
      c = c.min(difference(segment, here + 2 * BYTES, query));
      d = d.min(difference(segment, here + 3 * BYTES, query));
    }
    return within(a.min(b).min(c.min(d)), limit);
  }

  private static boolean two(
      MemorySegment segment, long at, long step, int end, int one, int two, int limit) {
    IntVector a = IntVector.broadcast(SPECIES, Integer.MAX_VALUE);
    IntVector b = a;
    for (int i = 0; i < end; i += 2 * LANES) {
      long here = at + (long) i * Integer.BYTES;
      a = a.min(sumTwo(segment, here, step, one, two));
      b = b.min(sumTwo(segment, here + BYTES, step, one, two));
    }
    return within(a.min(b), limit);
  }

  private static boolean three(
      MemorySegment segment, long at, long step, int end, int one, int two, int three, int limit) {
    IntVector least = IntVector.broadcast(SPECIES, Integer.MAX_VALUE);
    for (int i = 0; i < end; i += LANES) {
      long here = at + (long) i * Integer.BYTES;
      least =
          least.min(
              sumTwo(segment, here, step, one, two)
                  .add(difference(segment, here + 2 * step, three)));
    }
    return within(least, limit);
  }

  private static boolean four(
      MemorySegment segment, long at, long step, int end, int[] query, int from, int limit) {
    int one = query[from];
    int two = query[from + 1];
    int three = query[from + 2];
    int four = query[from + 3];
    IntVector least = IntVector.broadcast(SPECIES, Integer.MAX_VALUE);
    for (int i = 0; i < end; i += LANES) {
      long here = at + (long) i * Integer.BYTES;
      least = least.min(sumFour(segment, here, step, one, two, three, four));
    }
    return within(least, limit);
  }

  /** Five columns and more: sums go through memory. */
  private boolean more(
      MemorySegment segment,
      long at,
      long step,
      int end,
      int[] query,
      int from,
      int to,
      int limit) {
    Arrays.fill(sums, 0, end, 0);
    int c = from;
    for (; to - c >= 4; c += 4) {
      addFour(segment, at + (c - from) * step, step, end, query, c);
    }
    for (; c < to; c++) {
      add(segment, at + (c - from) * step, end, query[c]);
    }
    IntVector least = IntVector.broadcast(SPECIES, Integer.MAX_VALUE);
    for (int i = 0; i < end; i += LANES) {
      least = least.min(IntVector.fromArray(SPECIES, sums, i));
    }
    return within(least, limit);
  }

  private static boolean within(IntVector least, int limit) {
    return least.compare(VectorOperators.LE, limit).anyTrue();
  }

  private void addFour(MemorySegment segment, long at, long step, int end, int[] query, int from) {
    int one = query[from];
    int two = query[from + 1];
    int three = query[from + 2];
    int four = query[from + 3];
    for (int i = 0; i < end; i += LANES) {
      long here = at + (long) i * Integer.BYTES;
      sumFour(segment, here, step, one, two, three, four)
          .add(IntVector.fromArray(SPECIES, sums, i))
          .intoArray(sums, i);
    }
  }

  private void add(MemorySegment segment, long at, int end, int query) {
    for (int i = 0; i < end; i += LANES) {
      difference(segment, at + (long) i * Integer.BYTES, query)
          .add(IntVector.fromArray(SPECIES, sums, i))
          .intoArray(sums, i);
    }
  }

  private static IntVector sumTwo(MemorySegment segment, long at, long step, int one, int two) {
    return difference(segment, at, one).add(difference(segment, at + step, two));
  }

  private static IntVector sumFour(
      MemorySegment segment, long at, long step, int one, int two, int three, int four) {
    return sumTwo(segment, at, step, one, two)
        .add(sumTwo(segment, at + 2 * step, step, three, four));
  }

  private static IntVector difference(MemorySegment segment, long at, int query) {
    return IntVector.fromMemorySegment(SPECIES, segment, at, ByteOrder.LITTLE_ENDIAN)
        .lanewise(VectorOperators.XOR, query)
        .lanewise(VectorOperators.BIT_COUNT);
  }

  /** Looks at codes vector by vector, and in all columns where it must. */
  private void finish(
      MemorySegment segment,
      long offset,
      int stride,
      int start,
      int count,
      int[] query,
      int from,
      int to,
      int limit,
      int cut) {
    for (int first = start; first < count; first += LANES) {
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

  /**
   * Columns that a scan reads of most codes, before any is known to be near enough.
   *
   * @param distance that the columns behind the shared bits may have at most
   */
  static int columnsRead(int columnCount, int distance) {
    int[] leads = leads(columnCount);
    return distance < leads.length ? Math.min(leads[distance], columnCount) : columnCount;
  }
}
