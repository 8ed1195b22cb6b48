package hashing.method.csq;

import hashing.train.math.Permutation;
import java.util.Locale;
import java.util.Random;

/** Chooses the classes' centres. Stateless. */
final class CsqCentres {

  private static final int ATTEMPTS = 1000;

  private CsqCentres() {}

  /**
   * One centre a class, {@code boolean[classes][bits]}.
   *
   * <p>Where {@code bits} is a power of two and twice that is at least the number of classes: rows
   * of a Hadamard matrix, of which any two differ in half of the bits, then the same negated.
   * Otherwise random centres with half of the bits set, any two at least a quarter of the bits
   * apart.
   *
   * @throws IllegalArgumentException if so many centres so far apart are not found
   */
  static boolean[][] choose(int classes, int bits, Random random) {
    boolean hadamard = Integer.bitCount(bits) == 1 && classes <= 2 * bits;
    return hadamard ? hadamard(classes, bits) : random(classes, bits, random);
  }

  /** Sylvester's matrix: the entry at (i, j) is +1 where i and j share an even number of bits. */
  private static boolean[][] hadamard(int classes, int bits) {
    boolean[][] centres = new boolean[classes][bits];
    for (int label = 0; label < classes; label++) {
      int row = (label + 1) % bits;
      boolean negated = label >= bits;
      for (int bit = 0; bit < bits; bit++) {
        boolean even = (Integer.bitCount(row & bit) & 1) == 0;
        centres[label][bit] = even != negated;
      }
    }
    return centres;
  }

  private static boolean[][] random(int classes, int bits, Random random) {
    boolean[][] centres = new boolean[classes][];
    for (int label = 0; label < classes; label++) {
      for (int attempt = 0; centres[label] == null; attempt++) {
        if (attempt == ATTEMPTS) {
          throw new IllegalArgumentException(
              String.format(
                  Locale.ROOT,
                  "[bits] is [%d]: no [%d] centres a quarter of the bits apart were found;"
                      + " use more bits, or a power of two",
                  bits,
                  classes));
        }
        boolean[] candidate = balanced(bits, random);
        if (isFar(candidate, centres, label)) {
          centres[label] = candidate;
        }
      }
    }
    return centres;
  }

  private static boolean[] balanced(int bits, Random random) {
    boolean[] centre = new boolean[bits];
    int[] order = Permutation.random(bits, random);
    for (int i = 0; i < bits / 2; i++) {
      centre[order[i]] = true;
    }
    return centre;
  }

  private static boolean isFar(boolean[] candidate, boolean[][] centres, int count) {
    for (int other = 0; other < count; other++) {
      int distance = 0;
      for (int bit = 0; bit < candidate.length; bit++) {
        distance += candidate[bit] == centres[other][bit] ? 0 : 1;
      }
      if (4 * distance < candidate.length) {
        return false;
      }
    }
    return true;
  }
}
