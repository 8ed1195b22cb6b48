package hashing.demo;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * The oracle: all codes in an array, looked at one by one. It shares no code with the plugin.
 *
 * @param codes one code a document, of one length
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record BruteForce(byte[][] codes) {

  /** Bits in which the codes of two documents differ. */
  int distance(int a, int b) {
    int distance = 0;
    for (int i = 0; i < codes[a].length; i++) {
      distance += Integer.bitCount((codes[a][i] ^ codes[b][i]) & 0xFF);
    }
    return distance;
  }

  /** The distances of the {@code k} nearest documents among those allowed, ascending. */
  int[] nearest(int query, IntPredicate allowed, int k) {
    int[] distances = new int[codes.length];
    int count = 0;
    for (int id = 0; id < codes.length; id++) {
      if (allowed.test(id)) {
        distances[count++] = distance(query, id);
      }
    }
    Arrays.sort(distances, 0, count);
    return Arrays.copyOf(distances, Math.min(k, count));
  }

  /** The documents within a distance, among those allowed. */
  Set<Integer> within(int query, IntPredicate allowed, int maxDistance) {
    Set<Integer> ids = new HashSet<>();
    for (int id = 0; id < codes.length; id++) {
      if (allowed.test(id) && distance(query, id) <= maxDistance) {
        ids.add(id);
      }
    }
    return ids;
  }

  /**
   * Whether these are {@code k} nearest documents, nearest first. Which of several equally distant
   * ones come last is not asked: all their choices are right.
   */
  boolean isNearest(int query, IntPredicate allowed, int k, List<Hit> hits) {
    int[] expected = nearest(query, allowed, k);
    Set<Integer> seen = new HashSet<>();
    boolean right = hits.size() == expected.length;
    for (int i = 0; right && i < expected.length; i++) {
      Hit hit = hits.get(i);
      right =
          hit.distance() == expected[i]
              && distance(query, hit.id()) == expected[i]
              && allowed.test(hit.id())
              && seen.add(hit.id());
    }
    return right;
  }

  /** Whether these are all documents within a distance, each with its own, nearest first. */
  boolean isWithin(int query, IntPredicate allowed, int maxDistance, List<Hit> hits) {
    Set<Integer> ids = new HashSet<>();
    int last = 0;
    for (Hit hit : hits) {
      if (hit.distance() < last || hit.distance() != distance(query, hit.id())) {
        return false;
      }
      last = hit.distance();
      ids.add(hit.id());
    }
    return ids.size() == hits.size() && ids.equals(within(query, allowed, maxDistance));
  }

  /**
   * Mean average precision with every document as a query against all others, a document counting
   * as right where it has the query's label. Documents of one distance have no order, so that the
   * mean over all their orders is taken.
   *
   * <p>Source: McSherry, Najork, "Computing Information Retrieval Performance Measures Efficiently
   * in the Presence of Tied Scores", ECIR 2008, section 2.
   */
  double meanAveragePrecision(DemoData data) {
    int bits = codes[0].length * Byte.SIZE;
    double[] harmonic = new double[codes.length + 1];
    for (int i = 1; i <= codes.length; i++) {
      harmonic[i] = harmonic[i - 1] + 1.0 / i;
    }
    double sum = 0;
    for (int query = 0; query < codes.length; query++) {
      int[] all = new int[bits + 1];
      int[] right = new int[bits + 1];
      String label = data.label(query);
      for (int id = 0; id < codes.length; id++) {
        if (id != query) {
          int distance = distance(query, id);
          all[distance]++;
          right[distance] += data.label(id).equals(label) ? 1 : 0;
        }
      }
      sum += averagePrecision(all, right, harmonic);
    }
    return sum / codes.length;
  }

  /** The sum over ranks in a group of ties, in closed form by harmonic numbers. */
  private static double averagePrecision(int[] all, int[] right, double[] harmonic) {
    double precision = 0;
    int before = 0;
    int rightBefore = 0;
    for (int distance = 0; distance < all.length; distance++) {
      int n = all[distance];
      int r = right[distance];
      if (r > 0) {
        double share = (double) r / n;
        double step = n == 1 ? 0 : (r - 1.0) / (n - 1.0);
        double start = rightBefore + 1 - step * (before + 1);
        precision += share * (step * n + start * (harmonic[before + n] - harmonic[before]));
      }
      before += n;
      rightBefore += r;
    }
    return rightBefore == 0 ? 0 : precision / rightBefore;
  }
}
