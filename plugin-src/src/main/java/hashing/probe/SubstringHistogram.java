package hashing.probe;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * How many codes of a sample are at each small distance from a query's code in one substring.
 *
 * @param counts by distance, those farther away left out
 * @param near those among them that are near in the next substring too
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record SubstringHistogram(int[] counts, int[] near) {

  private static final VectorSpecies<Integer> SPECIES = IntVector.SPECIES_PREFERRED;

  /**
   * Counts the first {@code count} codes.
   *
   * @param keys their substrings
   * @param own the query's
   * @param nextKeys their next substrings
   * @param nextOwn the query's
   * @param mostNext for each distance to be counted, how far the next substring may be; negative
   *     where none is near enough
   */
  public static SubstringHistogram of(
      int[] keys, int own, int[] nextKeys, int nextOwn, int count, int[] mostNext) {
    int[] counts = new int[mostNext.length];
    int[] near = new int[mostNext.length];
    int bound = SPECIES.loopBound(count);
    for (int i = 0; i < bound; i += SPECIES.length()) {
      IntVector distances = distances(keys, i, own);
      IntVector next = distances(nextKeys, i, nextOwn);
      for (int d = 0; d < counts.length; d++) {
        VectorMask<Integer> here = distances.eq(d);
        counts[d] += here.trueCount();
        near[d] += next.compare(VectorOperators.LE, mostNext[d]).and(here).trueCount();
      }
    }
    for (int i = bound; i < count; i++) {
      int distance = Integer.bitCount(keys[i] ^ own);
      if (distance < counts.length) {
        counts[distance]++;
        near[distance] += Integer.bitCount(nextKeys[i] ^ nextOwn) <= mostNext[distance] ? 1 : 0;
      }
    }
    return new SubstringHistogram(counts, near);
  }

  private static IntVector distances(int[] keys, int from, int own) {
    return IntVector.fromArray(SPECIES, keys, from)
        .lanewise(VectorOperators.XOR, own)
        .lanewise(VectorOperators.BIT_COUNT);
  }
}
