package hashing.probe;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Tells by one to four of a block's columns whether any of its codes can be near one of two
 * queries: a column is loaded once for both, which takes a fifth to a quarter off the time. The
 * loops call nothing and branch nowhere, as those of {@link LeadColumns}; of more than two queries
 * the compiler would no longer keep vectors in registers.
 */
final class PairColumns {

  /** Most columns. */
  static final int MOST = 4;

  /** Bits of the result. */
  static final int FIRST = 1;

  static final int SECOND = 2;

  private static final VectorSpecies<Integer> SPECIES = IntVector.SPECIES_PREFERRED;
  private static final int BYTES = SPECIES.vectorByteSize();

  private PairColumns() {}

  /**
   * Which of two queries a code's columns {@code from} to {@code to - 1} differ from in at most so
   * many bits as its limit says.
   *
   * @param offset of column 0
   * @param count codes, a multiple of 16
   */
  static int within(
      MemorySegment segment,
      long offset,
      int stride,
      int count,
      int[] first,
      int[] second,
      int from,
      int to,
      int firstLimit,
      int secondLimit) {
    long step = (long) stride * Integer.BYTES;
    long at = offset + from * step;
    long end = at + (long) count * Integer.BYTES;
    return switch (to - from) {
      case 1 -> one(segment, at, end, first[from], second[from], firstLimit, secondLimit);
      case 2 -> two(segment, at, step, end, first, second, from, firstLimit, secondLimit);
      case 3 -> three(segment, at, step, end, first, second, from, firstLimit, secondLimit);
      case 4 -> four(segment, at, step, end, first, second, from, firstLimit, secondLimit);
      default -> throw new IllegalArgumentException("columns " + from + " to " + to);
    };
  }

  private static int one(
      MemorySegment segment, long at, long end, int a0, int b0, int limitA, int limitB) {
    IntVector a = IntVector.broadcast(SPECIES, Integer.MAX_VALUE);
    IntVector b = a;
    for (long here = at; here < end; here += BYTES) {
      IntVector column = load(segment, here);
      a = a.min(difference(column, a0));
      b = b.min(difference(column, b0));
    }
    return within(a, limitA, b, limitB);
  }

  private static int two(
      MemorySegment segment,
      long at,
      long step,
      long end,
      int[] first,
      int[] second,
      int from,
      int limitA,
      int limitB) {
    int a0 = first[from];
    int a1 = first[from + 1];
    int b0 = second[from];
    int b1 = second[from + 1];
    IntVector a = IntVector.broadcast(SPECIES, Integer.MAX_VALUE);
    IntVector b = a;
    for (long here = at; here < end; here += BYTES) {
      IntVector column = load(segment, here);
      IntVector next = load(segment, here + step);
      a = a.min(difference(column, a0).add(difference(next, a1)));
      b = b.min(difference(column, b0).add(difference(next, b1)));
    }
    return within(a, limitA, b, limitB);
  }

  private static int three(
      MemorySegment segment,
      long at,
      long step,
      long end,
      int[] first,
      int[] second,
      int from,
      int limitA,
      int limitB) {
    int a0 = first[from];
    int a1 = first[from + 1];
    int a2 = first[from + 2];
    int b0 = second[from];
    int b1 = second[from + 1];
    int b2 = second[from + 2];
    IntVector a = IntVector.broadcast(SPECIES, Integer.MAX_VALUE);
    IntVector b = a;
    for (long here = at; here < end; here += BYTES) {
      IntVector column = load(segment, here);
      IntVector next = load(segment, here + step);
      IntVector last = load(segment, here + 2 * step);
      a = a.min(difference(column, a0).add(difference(next, a1)).add(difference(last, a2)));
      b = b.min(difference(column, b0).add(difference(next, b1)).add(difference(last, b2)));
    }
    return within(a, limitA, b, limitB);
  }

  private static int four(
      MemorySegment segment,
      long at,
      long step,
      long end,
      int[] first,
      int[] second,
      int from,
      int limitA,
      int limitB) {
    int a0 = first[from];
    int a1 = first[from + 1];
    int a2 = first[from + 2];
    int a3 = first[from + 3];
    int b0 = second[from];
    int b1 = second[from + 1];
    int b2 = second[from + 2];
    int b3 = second[from + 3];
    IntVector a = IntVector.broadcast(SPECIES, Integer.MAX_VALUE);
    IntVector b = a;
    for (long here = at; here < end; here += BYTES) {
      IntVector column = load(segment, here);
      IntVector sumA = difference(column, a0);
      IntVector sumB = difference(column, b0);
      column = load(segment, here + step);
      sumA = sumA.add(difference(column, a1));
      sumB = sumB.add(difference(column, b1));
      column = load(segment, here + 2 * step);
      sumA = sumA.add(difference(column, a2));
      sumB = sumB.add(difference(column, b2));
      column = load(segment, here + 3 * step);
      a = a.min(sumA.add(difference(column, a3)));
      b = b.min(sumB.add(difference(column, b3)));
    }
    return within(a, limitA, b, limitB);
  }

  private static IntVector load(MemorySegment segment, long at) {
    return IntVector.fromMemorySegment(SPECIES, segment, at, ByteOrder.LITTLE_ENDIAN);
  }

  private static IntVector difference(IntVector column, int query) {
    return column.lanewise(VectorOperators.XOR, query).lanewise(VectorOperators.BIT_COUNT);
  }

  private static int within(IntVector a, int limitA, IntVector b, int limitB) {
    return (a.compare(VectorOperators.LE, limitA).anyTrue() ? FIRST : 0)
        | (b.compare(VectorOperators.LE, limitB).anyTrue() ? SECOND : 0);
  }
}
