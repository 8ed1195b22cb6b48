package hashing.probe;

import java.lang.foreign.MemorySegment;
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

  private static final byte[] NO_BOUND = {0};

  /**
   * So many standard deviations must lie between the mean distance of the columns read first and
   * what would be near enough, so that few blocks of random codes are looked at again: with more,
   * more columns are read first, with fewer, more blocks again.
   */
  private static final double MARGIN = 3.1;

  /**
   * The same for blocks in a cache, where to look at one again costs as much as ten columns: bits
   * of real codes depend on one another, so that their distances spread more than those of fair
   * ones.
   */
  private static final double CACHED_MARGIN = 6;

  private final int[][] queries;
  private final int columnCount;

  /**
   * How many columns to read first, by the distance that these may have at most; one more than
   * there are where most vectors have a code that is near enough.
   */
  private final int[] leads;

  private final LeadColumns columns;

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
    this(queries, columnCount, maxCount, false);
  }

  /**
   * The same.
   *
   * @param cached whether blocks are in a cache, as several queries share a pass: a column more
   *     costs little then, and more of them are read first
   */
  public HammingKernel(long[][] queries, int columnCount, int maxCount, boolean cached) {
    this.columnCount = columnCount;
    this.queries = new int[queries.length][columnCount];
    for (int q = 0; q < queries.length; q++) {
      for (int c = 0; c < columnCount; c++) {
        long word = queries[q][c / 2];
        this.queries[q][c] = (int) (c % 2 == 0 ? word >>> Integer.SIZE : word);
      }
    }
    this.leads = cached ? cachedLeads(columnCount) : leads(columnCount, MARGIN);
    this.columns = new LeadColumns(maxCount);
    this.least = new int[queries.length == 1 ? 0 : maxCount];
    Arrays.fill(least, Integer.MAX_VALUE);
    this.indexes = new int[maxCount];
    this.distances = new int[maxCount];
  }

  /** All columns where fewer would do by {@link #MARGIN} alone. */
  private static int[] cachedLeads(int columnCount) {
    int[] leads = leads(columnCount, CACHED_MARGIN);
    int[] fewer = leads(columnCount, MARGIN);
    for (int distance = 0; distance < leads.length; distance++) {
      if (fewer[distance] <= columnCount) {
        leads[distance] = Math.min(leads[distance], columnCount);
      }
    }
    return leads;
  }

  /**
   * Asks for another code from now on.
   *
   * @param words where its words are, from {@code start} on
   * @throws IllegalStateException if there are several query codes
   */
  public void ask(long[] words, int start) {
    if (queries.length != 1) {
      throw new IllegalStateException("a kernel of " + queries.length + " queries");
    }
    for (int c = 0; c < columnCount; c++) {
      long word = words[start + c / 2];
      queries[0][c] = (int) (c % 2 == 0 ? word >>> Integer.SIZE : word);
    }
  }

  private static int[] leads(int columnCount, double margin) {
    int[] leads = new int[Integer.SIZE / 2 * columnCount];
    int lead = 1;
    for (int distance = 0; distance < leads.length; distance++) {
      while (lead <= columnCount
          && lead * Integer.SIZE / 2 - distance - 0.5 < margin * Math.sqrt(lead * 8)) {
        lead++;
      }
      // There are loops for even numbers.
      leads[distance] = lead > 4 && lead < columnCount ? lead + lead % 2 : lead;
    }
    return leads;
  }

  /**
   * Finds the codes of a block at most {@code cut} bits away and returns their number.
   *
   * @throws IllegalArgumentException if the stride is no multiple of 16, or below the count
   */
  public int scan(MemorySegment segment, long offset, int stride, int count, int cut) {
    checkStride(stride, count);
    long near = count < stride ? 1 : near(segment, offset, 0, stride, count, 1, NO_BOUND, 0, cut);
    return near == 0 ? matchCount = 0 : matches(segment, offset, stride, count, cut);
  }

  /**
   * Which of several blocks may have a code at most {@code cut} bits away.
   *
   * @param offset of the first block's column 0
   * @param blockStep bytes from one block to the next
   * @param count codes of each block, a multiple of 16
   * @param blocks at most 64
   * @param bounds for each block, the least distance that the bits of column 0 can make which all
   *     its codes share
   * @param first index of the first block's bound
   * @return bit {@code i} for block {@code i}
   * @throws IllegalArgumentException if stride or count are no multiples of 16, or stride is less
   */
  public long near(
      MemorySegment segment,
      long offset,
      long blockStep,
      int stride,
      int count,
      int blocks,
      byte[] bounds,
      int first,
      int cut) {
    checkStride(stride, count);
    checkStride(count, count);
    long near = 0;
    for (int i = 0; i < blocks; i++) {
      int limit = cut - bounds[first + i];
      if (limit >= 0 && near(segment, offset + i * blockStep, stride, count, limit, cut)) {
        near |= 1L << i;
      }
    }
    return near;
  }

  /**
   * The same for this kernel's query and another's, each with its bounds and its cut, which takes
   * less time than one after the other.
   *
   * @param blocks at most 32
   * @return bit {@code i} for block {@code i} and this query, bit {@code 32 + i} for the other
   */
  public long near(
      HammingKernel other,
      MemorySegment segment,
      long offset,
      long blockStep,
      int stride,
      int count,
      int blocks,
      byte[] bounds,
      byte[] otherBounds,
      int first,
      int cut,
      int otherCut) {
    checkStride(stride, count);
    checkStride(count, count);
    long near = 0;
    for (int i = 0; i < blocks; i++) {
      long at = offset + i * blockStep;
      int limit = cut - bounds[first + i];
      int otherLimit = otherCut - otherBounds[first + i];
      int lead = Math.max(lead(limit), other.lead(otherLimit));
      boolean pair =
          limit >= 0
              && otherLimit >= 0
              && lead <= columnCount
              && Math.min(lead, columnCount) <= PairColumns.MOST
              && queries.length == 1
              && other.queries.length == 1;
      int found;
      if (!pair) {
        found = limit >= 0 && near(segment, at, stride, count, limit, cut) ? 1 : 0;
        found |=
            otherLimit >= 0 && other.near(segment, at, stride, count, otherLimit, otherCut) ? 2 : 0;
      } else if (lead < columnCount) {
        found =
            PairColumns.within(
                segment,
                at,
                stride,
                count,
                queries[0],
                other.queries[0],
                1,
                lead + 1,
                limit,
                otherLimit);
      } else {
        found =
            PairColumns.within(
                segment,
                at,
                stride,
                count,
                queries[0],
                other.queries[0],
                0,
                columnCount,
                cut,
                otherCut);
      }
      near |= (found & 1L) << i | (found & 2L) << (Integer.SIZE - 1 + i);
    }
    return near;
  }

  private boolean near(
      MemorySegment segment, long offset, int stride, int count, int limit, int cut) {
    int lead = lead(limit);
    boolean near = lead > columnCount;
    for (int q = 0; q < queries.length && !near; q++) {
      near =
          lead < columnCount
              ? columns.within(segment, offset, stride, count, queries[q], 1, lead + 1, limit)
              : columns.within(segment, offset, stride, count, queries[q], 0, columnCount, cut);
    }
    return near;
  }

  /** Columns to read first; more than there are where the test would find most blocks near. */
  private int lead(int limit) {
    return limit < 0 ? 0 : limit < leads.length ? leads[limit] : columnCount + 1;
  }

  /**
   * Finds the codes of a block at most {@code cut} bits away and returns their number, where {@link
   * #near} found that there may be some.
   */
  public int matches(MemorySegment segment, long offset, int stride, int count, int cut) {
    checkStride(stride, count);
    matchCount = 0;
    for (int[] query : queries) {
      match(columns.distances(segment, offset, stride, count, query), count, cut);
    }
    if (queries.length > 1) {
      gather(count);
    }
    return matchCount;
  }

  private static void checkStride(int stride, int count) {
    if ((stride & 15) != 0 || stride < count) {
      throw new IllegalArgumentException("stride " + stride + " for " + count + " codes");
    }
  }

  /** Number of the query codes. */
  public int queryCount() {
    return queries.length;
  }

  private void match(int[] distances, int count, int cut) {
    for (int first = 0; first < count; first += LANES) {
      long near =
          IntVector.fromArray(SPECIES, distances, first).compare(VectorOperators.LE, cut).toLong();
      for (; near != 0; near &= near - 1) {
        int index = first + Long.numberOfTrailingZeros(near);
        if (index < count) {
          take(index, distances[index]);
        }
      }
    }
  }

  private void take(int index, int distance) {
    if (queries.length == 1) {
      indexes[matchCount] = index;
      distances[matchCount++] = distance;
    } else {
      least[index] = Math.min(least[index], distance);
      matchCount++;
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
   * Columns that a scan reads of most codes, before any is known to be near enough; more than there
   * are where it looks for near ones in most blocks.
   *
   * @param distance that the columns behind the shared bits may have at most
   */
  static int columnsRead(int columnCount, int distance) {
    int[] leads = leads(columnCount, MARGIN);
    return distance < leads.length ? leads[distance] : columnCount + 1;
  }
}
