package hashing.method.neuronmerging;

import hashing.method.neuronmerging.NeuronMergingConfig.Relation;
import hashing.train.math.Permutation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
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
  static Merge choose(Redundancy redundancy, int width, Relation relation, Random random) {
    if (relation == Relation.SELECT) {
      return select(redundancy, width);
    }
    int bits = redundancy.bits();
    List<Edge> edges = new ArrayList<>();
    for (int a = 0; a < bits; a++) {
      for (int b = 0; b < a; b++) {
        edges.add(new Edge(a, b, cost(redundancy, a, b, relation)));
      }
    }
    // Stable: the order among equals, all of them for RANDOM, is that of chance.
    List<Edge> cheapest =
        Arrays.stream(Permutation.random(edges.size(), random))
            .mapToObj(edges::get)
            .sorted(Comparator.comparingDouble(Edge::cost))
            .toList();
    List<List<Integer>> groupOf = new ArrayList<>();
    for (int bit = 0; bit < bits; bit++) {
      groupOf.add(new ArrayList<>(List.of(bit)));
    }
    int left = bits;
    for (Edge edge : cheapest) {
      List<Integer> first = groupOf.get(edge.a());
      List<Integer> second = groupOf.get(edge.b());
      boolean joins = first != second && first.size() + second.size() <= MOST_MEMBERS;
      if (joins && left > width) {
        first.addAll(second);
        second.forEach(bit -> groupOf.set(bit, first));
        left--;
      }
    }
    List<List<Integer>> groups =
        IntStream.range(0, bits)
            .filter(bit -> groupOf.get(bit).getFirst() == bit)
            .mapToObj(groupOf::get)
            .toList();
    return new Merge(groups, signs(groups, redundancy));
  }

  private static Merge select(Redundancy redundancy, int width) {
    int bits = redundancy.bits();
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

  private static double cost(Redundancy redundancy, int a, int b, Relation relation) {
    return switch (relation) {
      case LOSS -> redundancy.mergedLoss(a, b);
      case CORRELATION -> -Math.abs(redundancy.correlation(a, b));
      case RANDOM, SELECT -> 0;
    };
  }

  /** Those of the correlation with the group's most important member. */
  private static double[] signs(List<List<Integer>> groups, Redundancy redundancy) {
    double[] signs = new double[redundancy.bits()];
    for (List<Integer> group : groups) {
      int lead = Collections.max(group, Comparator.comparingDouble(redundancy::importance));
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
