package hashing.method.neuronmerging;

import hashing.train.math.Permutation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Groups of neurons, each of which becomes one: the mean of its members' values before tanh, some
 * negated. A neuron in no group is dropped.
 *
 * @param groups of neurons' numbers
 * @param signs -1 or 1 for each neuron
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Merge(List<List<Integer>> groups, double[] signs) {

  /** Members of a group, at most: chains of pairs would join neurons that have little in common. */
  private static final int MOST_MEMBERS = 3;

  private record Edge(int a, int b, double cost) {}

  /** Groups by a relation, so many that {@code width} neurons are left. */
  static Merge choose(
      Redundancy redundancy,
      int bits,
      int width,
      NeuronMergingConfig.Relation relation,
      Random random) {
    if (relation == NeuronMergingConfig.Relation.SELECT) {
      return select(redundancy, bits, width);
    }
    List<Edge> edges = new ArrayList<>();
    for (int a = 0; a < bits; a++) {
      for (int b = 0; b < a; b++) {
        edges.add(new Edge(a, b, cost(redundancy, a, b, relation)));
      }
    }
    List<Edge> mixed = new ArrayList<>();
    for (int i : Permutation.random(edges.size(), random)) {
      mixed.add(edges.get(i));
    }
    // Stable: the order among equals, all of them for RANDOM, is that of chance.
    mixed.sort(Comparator.comparingDouble(Edge::cost));
    List<List<Integer>> groups = new ArrayList<>();
    List<List<Integer>> groupOf = new ArrayList<>();
    for (int bit = 0; bit < bits; bit++) {
      List<Integer> alone = new ArrayList<>(List.of(bit));
      groups.add(alone);
      groupOf.add(alone);
    }
    for (Edge edge : mixed) {
      List<Integer> first = groupOf.get(edge.a());
      List<Integer> second = groupOf.get(edge.b());
      boolean joins = first != second && first.size() + second.size() <= MOST_MEMBERS;
      if (joins && groups.size() > width) {
        first.addAll(second);
        second.forEach(bit -> groupOf.set(bit, first));
        groups.removeIf(group -> group == second);
      }
    }
    return new Merge(groups, signs(groups, redundancy, bits));
  }

  private static Merge select(Redundancy redundancy, int bits, int width) {
    List<List<Integer>> kept =
        IntStream.range(0, bits)
            .boxed()
            .sorted(Comparator.comparingDouble(bit -> -redundancy.importance(bit)))
            .limit(width)
            .sorted()
            .map(List::of)
            .toList();
    double[] signs = new double[bits];
    Arrays.fill(signs, 1);
    return new Merge(kept, signs);
  }

  private static double cost(
      Redundancy redundancy, int a, int b, NeuronMergingConfig.Relation relation) {
    return switch (relation) {
      case LOSS -> redundancy.mergedLoss(a, b);
      case CORRELATION -> -Math.abs(redundancy.correlation(a, b));
      case RANDOM, SELECT -> 0;
    };
  }

  /** Those of the correlation with the group's most important member. */
  private static double[] signs(List<List<Integer>> groups, Redundancy redundancy, int bits) {
    double[] signs = new double[bits];
    for (List<Integer> group : groups) {
      int lead =
          group.stream()
              .max(Comparator.comparingDouble(bit -> redundancy.importance(bit)))
              .orElseThrow();
      for (int bit : group) {
        signs[bit] = bit == lead || redundancy.correlation(bit, lead) >= 0 ? 1 : -1;
      }
    }
    return signs;
  }

  int width() {
    return groups.size();
  }

  /**
   * Merges rows of a matrix with a row for each neuron, such as the last layer's weights.
   *
   * @param columns of the matrix
   */
  float[] fold(float[] matrix, int columns) {
    float[] folded = new float[groups.size() * columns];
    for (int group = 0; group < groups.size(); group++) {
      for (int column = 0; column < columns; column++) {
        double sum = 0;
        for (int bit : groups.get(group)) {
          sum += signs[bit] * matrix[bit * columns + column];
        }
        folded[group * columns + column] = (float) (sum / groups.get(group).size());
      }
    }
    return folded;
  }

  /** Each merged neuron's derivative in equal shares to its members. */
  float[] spread(float[] gradient) {
    float[] spread = new float[signs.length];
    for (int group = 0; group < groups.size(); group++) {
      List<Integer> members = groups.get(group);
      for (int bit : members) {
        spread[bit] = (float) (signs[bit] * gradient[group] / members.size());
      }
    }
    return spread;
  }
}
