package hashing.train.math;

import hashing.train.data.Labels;
import java.util.Locale;
import java.util.Random;

/**
 * Centres of classes: codes far from one another, which methods send the classes' items to.
 * Stateless.
 *
 * <p>Source: Yuan et al., "Central Similarity Quantization for Efficient Image and Video
 * Retrieval", CVPR 2020, section 3.2. Differs from the paper: a Hadamard matrix's rows are drawn by
 * chance. Its first rows repeat their first columns, so that codes would hold copies of few bits.
 */
public final class HashCentres {

  private static final int ATTEMPTS = 1000;

  private HashCentres() {}

  /**
   * One centre a class, {@code boolean[classes][bits]}.
   *
   * <p>Where {@code bits} is a power of two and there are fewer classes: rows of a Hadamard matrix,
   * of which any two differ in half of the bits, without the row of ones. With at most twice as
   * many classes as bits: all rows, then the same negated. Otherwise random centres with half of
   * the bits set, any two at least a quarter of the bits apart.
   *
   * @throws IllegalArgumentException if so many centres so far apart are not found
   */
  public static boolean[][] choose(int classes, int bits, Random random) {
    if (Integer.bitCount(bits) != 1 || classes > 2 * bits) {
      return random(classes, bits, random);
    }
    boolean[][] centres = new boolean[classes][];
    int[] order = Permutation.random(bits - 1, random);
    for (int label = 0; label < classes; label++) {
      int row = classes < bits ? order[label] + 1 : (label + 1) % bits;
      centres[label] = hadamard(row, bits, label >= bits);
    }
    return centres;
  }

  /**
   * The centre of each row, {@code boolean[rows][bits]}: its class's; of several classes, what most
   * of their centres have at each bit, and where that is a tie, or there is no class, what one
   * vector of chance has.
   */
  public static boolean[][] ofRows(Labels labels, boolean[][] centres, Random random) {
    boolean[] ties = balanced(centres[0].length, random);
    boolean[][] ofRows = new boolean[labels.size()][];
    for (int row = 0; row < ofRows.length; row++) {
      int[] own = labels.of(row);
      ofRows[row] = own.length == 1 ? centres[own[0]] : majority(own, centres, ties);
    }
    return ofRows;
  }

  private static boolean[] majority(int[] labels, boolean[][] centres, boolean[] ties) {
    boolean[] majority = ties.clone();
    for (int bit = 0; bit < majority.length; bit++) {
      int balance = 0;
      for (int label : labels) {
        balance += centres[label][bit] ? 1 : -1;
      }
      majority[bit] = balance == 0 ? ties[bit] : balance > 0;
    }
    return majority;
  }

  /** Sylvester's matrix: the entry at (i, j) is +1 where i and j share an even number of bits. */
  private static boolean[] hadamard(int row, int bits, boolean negated) {
    boolean[] centre = new boolean[bits];
    for (int bit = 0; bit < bits; bit++) {
      boolean even = (Integer.bitCount(row & bit) & 1) == 0;
      centre[bit] = even != negated;
    }
    return centre;
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
