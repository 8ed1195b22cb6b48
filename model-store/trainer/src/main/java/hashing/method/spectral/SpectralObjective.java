package hashing.method.spectral;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Chooses the eigenfunctions with the smallest eigenvalues. Stateless. */
final class SpectralObjective {

  private SpectralObjective() {}

  /**
   * An eigenfunction: so many half waves along a direction.
   *
   * @param direction number of the principal component
   * @param halfWaves 1 or more
   * @param eigenvalue the larger, the faster it changes; in half waves per unit of length
   */
  record Mode(int direction, int halfWaves, double eigenvalue) {}

  /**
   * The modes with the smallest eigenvalues of a box with these edges, smallest first; of equal
   * ones, the earlier direction's. Section 3.1 orders them by {@code 1 - exp(-e^2 pi^2 k^2 / 2
   * l^2)}, which grows with {@code k / l}.
   *
   * @throws IllegalArgumentException if no edge has a length
   */
  static List<Mode> smallest(double[] lengths, int count) {
    List<Mode> modes = new ArrayList<>();
    for (int direction = 0; direction < lengths.length; direction++) {
      for (int k = 1; k <= count && lengths[direction] > 0; k++) {
        modes.add(new Mode(direction, k, k / lengths[direction]));
      }
    }
    if (modes.isEmpty()) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "all rows are equal; [%d] bits need rows that differ", count));
    }
    modes.sort(Comparator.comparingDouble(Mode::eigenvalue).thenComparing(Mode::direction));
    return modes.subList(0, count);
  }
}
