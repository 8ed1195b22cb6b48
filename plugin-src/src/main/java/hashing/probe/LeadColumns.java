package hashing.probe;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.Arrays;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Tells by some of a block's columns whether any of its codes can be near: one comparison for the
 * block. These loops call nothing and branch nowhere, so that memory accesses are checked once
 * before them: a column of 512 codes takes 10 nanoseconds in the first-level cache.
 *
 * <p>How they are written matters, by up to a factor of two. What is checked before a loop takes
 * time for each access that the loop has, so that it has one for each column and is unrolled by the
 * compiler alone; it counts in bytes; and of more than two columns it reads a slice in which they
 * have fixed distances. The fewer instructions a block takes, the more of the next one a processor
 * reads ahead. Not thread-safe.
 */
final class LeadColumns {

  private static final VectorSpecies<Integer> SPECIES = IntVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  private static final int BYTES = LANES * Integer.BYTES;

  /** Bytes from one column of a full block to the next; what has others takes a slower way. */
  private static final long FULL = 512L * Integer.BYTES;

  private final int[] sums;

  /**
   * @param maxCount most codes in a block
   */
  LeadColumns(int maxCount) {
    sums = new int[maxCount];
  }

  /**
   * Whether a code's columns {@code from} to {@code to - 1} differ from the query's in at most
   * {@code limit} bits.
   *
   * @param offset of column 0
   * @param count codes; true if they are no multiple of a vector's length
   */
  boolean within(
      MemorySegment segment,
      long offset,
      int stride,
      int count,
      int[] query,
      int from,
      int to,
      int limit) {
    if (count % LANES != 0) {
      return true;
    }
    long step = (long) stride * Integer.BYTES;
    long at = offset + from * step;
    int columns = to - from;
    if (columns == 1) {
      return one(segment, at, count, query[from], limit);
    } else if (columns == 2) {
      return two(segment, at, step, count, query[from], query[from + 1], limit);
    } else if (step == FULL && (columns <= 4 || columns == 6 || columns == 8)) {
      MemorySegment block = segment.asSlice(at, columns * FULL);
      return switch (columns) {
        case 3 -> three(block, count, query[from], query[from + 1], query[from + 2], limit);
        case 4 -> four(block, count, query, from, limit);
        case 6 -> six(block, count, query, from, limit);
        default -> eight(block, count, query, from, limit);
      };
    }
    return more(segment, at, step, count, query, from, to, limit);
  }

  private static boolean one(MemorySegment segment, long at, int count, int query, int limit) {
    IntVector least = IntVector.broadcast(SPECIES, Integer.MAX_VALUE);
    long end = at + (long) count * Integer.BYTES;
    for (long here = at; here < end; here += BYTES) {
      least = least.min(difference(segment, here, query));
    }
    return within(least, limit);
  }

  private static boolean two(
      MemorySegment segment, long at, long step, int count, int one, int two, int limit) {
    IntVector least = IntVector.broadcast(SPECIES, Integer.MAX_VALUE);
    long end = at + (long) count * Integer.BYTES;
    for (long here = at; here < end; here += BYTES) {
      least = least.min(sumTwo(segment, here, step, one, two));
    }
    return within(least, limit);
  }

  private static boolean three(
      MemorySegment block, int count, int one, int two, int three, int limit) {
    IntVector least = IntVector.broadcast(SPECIES, Integer.MAX_VALUE);
    long end = (long) count * Integer.BYTES;
    for (long here = 0; here < end; here += BYTES) {
      least =
          least.min(
              sumTwo(block, here, FULL, one, two).add(difference(block, here + 2 * FULL, three)));
    }
    return within(least, limit);
  }

  private static boolean four(MemorySegment block, int count, int[] query, int from, int limit) {
    int one = query[from];
    int two = query[from + 1];
    int three = query[from + 2];
    int four = query[from + 3];
    IntVector least = IntVector.broadcast(SPECIES, Integer.MAX_VALUE);
    long end = (long) count * Integer.BYTES;
    for (long here = 0; here < end; here += BYTES) {
      least = least.min(sumFour(block, here, FULL, one, two, three, four));
    }
    return within(least, limit);
  }

  private static boolean six(MemorySegment block, int count, int[] query, int from, int limit) {
    int one = query[from];
    int two = query[from + 1];
    int three = query[from + 2];
    int four = query[from + 3];
    int five = query[from + 4];
    int six = query[from + 5];
    IntVector least = IntVector.broadcast(SPECIES, Integer.MAX_VALUE);
    long end = (long) count * Integer.BYTES;
    for (long here = 0; here < end; here += BYTES) {
      least =
          least.min(
              sumFour(block, here, FULL, one, two, three, four)
                  .add(sumTwo(block, here + 4 * FULL, FULL, five, six)));
    }
    return within(least, limit);
  }

  private static boolean eight(MemorySegment block, int count, int[] query, int from, int limit) {
    int one = query[from];
    int two = query[from + 1];
    int three = query[from + 2];
    int four = query[from + 3];
    int five = query[from + 4];
    int six = query[from + 5];
    int seven = query[from + 6];
    int eight = query[from + 7];
    IntVector least = IntVector.broadcast(SPECIES, Integer.MAX_VALUE);
    long end = (long) count * Integer.BYTES;
    for (long here = 0; here < end; here += BYTES) {
      least =
          least.min(
              sumFour(block, here, FULL, one, two, three, four)
                  .add(sumFour(block, here + 4 * FULL, FULL, five, six, seven, eight)));
    }
    return within(least, limit);
  }

  /** Through memory: a loop over columns inside that over codes is slow. */
  private boolean more(
      MemorySegment segment,
      long at,
      long step,
      int end,
      int[] query,
      int from,
      int to,
      int limit) {
    sum(segment, at, step, end, query, from, to);
    IntVector least = IntVector.broadcast(SPECIES, Integer.MAX_VALUE);
    for (int i = 0; i < end; i += LANES) {
      least = least.min(IntVector.fromArray(SPECIES, sums, i));
    }
    return within(least, limit);
  }

  /**
   * Distances of a block's codes in all columns, which the next call overwrites; behind {@code
   * count} they may be anything.
   *
   * @param offset of column 0
   */
  int[] distances(MemorySegment segment, long offset, int stride, int count, int[] query) {
    int end = (count + LANES - 1) / LANES * LANES;
    sum(segment, offset, (long) stride * Integer.BYTES, end, query, 0, query.length);
    return sums;
  }

  private void sum(
      MemorySegment segment, long at, long step, int end, int[] query, int from, int to) {
    Arrays.fill(sums, 0, end, 0);
    int c = from;
    for (; to - c >= 4; c += 4) {
      addFour(segment, at + (c - from) * step, step, end, query, c);
    }
    for (; c < to; c++) {
      add(segment, at + (c - from) * step, end, query[c]);
    }
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

  static IntVector difference(MemorySegment segment, long at, int query) {
    return IntVector.fromMemorySegment(SPECIES, segment, at, ByteOrder.LITTLE_ENDIAN)
        .lanewise(VectorOperators.XOR, query)
        .lanewise(VectorOperators.BIT_COUNT);
  }
}
