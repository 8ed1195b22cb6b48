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
}
