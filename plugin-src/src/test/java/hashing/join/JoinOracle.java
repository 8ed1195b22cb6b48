package hashing.join;

import hashing.code.Codes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** What joins must find, worked out owner by owner and bit by bit. */
final class JoinOracle {

  /** A pair of owners. */
  record Pair(int left, int right, int distance) {}

  private static final Comparator<Pair> BY_DISTANCE =
      Comparator.comparingInt(Pair::distance).thenComparingInt(Pair::right);

  private JoinOracle() {}

  private static int distance(byte[] a, byte[] b) {
    int distance = 0;
    for (int bit = 0; bit < a.length * 8; bit++) {
      distance += Codes.get(a, bit) == Codes.get(b, bit) ? 0 : 1;
    }
    return distance;
  }

  /** Pairs within a radius; where both are the same object, each once, the lower owner left. */
  static List<Pair> pairs(
      SortedMap<Integer, byte[]> left, SortedMap<Integer, byte[]> right, int radius) {
    List<Pair> pairs = new ArrayList<>();
    for (Map.Entry<Integer, byte[]> one : left.entrySet()) {
      for (Map.Entry<Integer, byte[]> other : right.entrySet()) {
        int distance = distance(one.getValue(), other.getValue());
        if (distance <= radius && (left != right || one.getKey() < other.getKey())) {
          pairs.add(new Pair(one.getKey(), other.getKey(), distance));
        }
      }
    }
    return pairs;
  }

  /** The nearest ones of each owner on the left, by owner, distance, owner. */
  static List<Pair> nearest(
      SortedMap<Integer, byte[]> left, SortedMap<Integer, byte[]> right, int k, int maxDistance) {
    List<Pair> pairs = new ArrayList<>();
    for (Map.Entry<Integer, byte[]> one : left.entrySet()) {
      List<Pair> own = new ArrayList<>();
      for (Map.Entry<Integer, byte[]> other : right.entrySet()) {
        int distance = distance(one.getValue(), other.getValue());
        if (distance <= maxDistance && (left != right || !one.getKey().equals(other.getKey()))) {
          own.add(new Pair(one.getKey(), other.getKey(), distance));
        }
      }
      own.sort(BY_DISTANCE);
      pairs.addAll(own.subList(0, Math.min(k, own.size())));
    }
    return pairs;
  }
}
