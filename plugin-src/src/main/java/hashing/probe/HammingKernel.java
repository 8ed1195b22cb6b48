package hashing.probe;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Distances from a query to a block of codes, several codes at a time.
 *
 * <p>The block is columns of little-endian 64-bit words: word {@code w} of code {@code i} lies at
 * byte {@code offset + (w * stride + i) * 8}; the stride is a multiple of 8, so that a vector of up
 * to 8 codes never leaves its column. Words of a group of codes that are all beyond the cut already
 * are not read. Cost: about 0.15 ns a word on a processor that counts the bits of 512 at once.
 * Stateless.
 */
public final class HammingKernel {

  private static final VectorSpecies<Long> SPECIES = LongVector.SPECIES_PREFERRED;

  private HammingKernel() {}

  /**
   * Finds the codes within a distance.
   *
   * @param count codes in the block
   * @param query the query's words
   * @param cut largest distance to report
   * @param indices receives the places in the block, ascending; {@code count} or longer
   * @param distances receives their distances
   * @return how many were found
   */
  public static int scan(
      MemorySegment segment,
      long offset,
      int stride,
      int count,
      long[] query,
      int cut,
      int[] indices,
      int[] distances) {
    long columnBytes = (long) stride * Long.BYTES;
    long[] sums = new long[SPECIES.length()];
    int found = 0;
    for (int i = 0; i < count; i += SPECIES.length()) {
      long at = offset + (long) i * Long.BYTES;
      LongVector sum = differing(segment, at, query[0]);
      VectorMask<Long> within = sum.compare(VectorOperators.LE, cut);
      for (int word = 1; word < query.length && within.anyTrue(); word++) {
        at += columnBytes;
        sum = sum.add(differing(segment, at, query[word]));
        within = sum.compare(VectorOperators.LE, cut);
      }
      if (within.anyTrue()) {
        sum.intoArray(sums, 0);
        int lanes = Math.min(SPECIES.length(), count - i);
        for (int lane = 0; lane < lanes; lane++) {
          if (sums[lane] <= cut) {
            indices[found] = i + lane;
            distances[found++] = (int) sums[lane];
          }
        }
      }
    }
    return found;
  }

  private static LongVector differing(MemorySegment segment, long at, long word) {
    return LongVector.fromMemorySegment(SPECIES, segment, at, ByteOrder.LITTLE_ENDIAN)
        .lanewise(VectorOperators.XOR, word)
        .lanewise(VectorOperators.BIT_COUNT);
  }
}
