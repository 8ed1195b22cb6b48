package hashing.probe;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Counts how many substrings are at each small distance from one. */
public final class SubstringHistogram {

  private static final VectorSpecies<Integer> SPECIES = IntVector.SPECIES_PREFERRED;

  private SubstringHistogram() {}

  /**
   * Numbers of keys at the distances {@code 0..most} from {@code own}; those farther away are not
   * counted.
   *
   * @param keys of which the first {@code count} are compared
   */
  public static int[] of(int[] keys, int count, int own, int most) {
    int[] histogram = new int[most + 1];
    int bound = SPECIES.loopBound(count);
    for (int i = 0; i < bound; i += SPECIES.length()) {
      IntVector distances =
          IntVector.fromArray(SPECIES, keys, i)
              .lanewise(VectorOperators.XOR, own)
              .lanewise(VectorOperators.BIT_COUNT);
      for (int d = 0; d <= most; d++) {
        histogram[d] += distances.eq(d).trueCount();
      }
    }
    for (int i = bound; i < count; i++) {
      int distance = Integer.bitCount(keys[i] ^ own);
      if (distance <= most) {
        histogram[distance]++;
      }
    }
    return histogram;
  }
}
