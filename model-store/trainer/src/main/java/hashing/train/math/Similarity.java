package hashing.train.math;

import hashing.train.data.Labels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which rows are similar: those that share a label. Rows with the same labels are of one kind, so
 * that sums over kinds stand for matrices of all pairs; with one label a row, a kind is a class.
 *
 * <p>A row without labels is similar to none, not even to itself. Immutable.
 */
public final class Similarity {

  private final int[] kindOf;

  /** Labels of each kind; null where rows have one label each, and kinds are classes. */
  private final Labels kinds;

  private final int count;

  /** By the labels of each row. Cost: a look-up a row. */
  public Similarity(Labels labels) {
    if (labels.isSingle()) {
      kindOf = labels.ofEach();
      kinds = null;
      count = labels.count();
      return;
    }
    kindOf = new int[labels.size()];
    List<int[]> sets = new ArrayList<>();
    Map<List<Integer>, Integer> numbers = new LinkedHashMap<>();
    for (int row = 0; row < kindOf.length; row++) {
      int[] set = labels.of(row);
      List<Integer> key = Arrays.stream(set).sorted().boxed().toList();
      kindOf[row] = numbers.computeIfAbsent(key, unknown -> sets.size());
      if (kindOf[row] == sets.size()) {
        sets.add(set);
      }
    }
    kinds = Labels.sets(sets.toArray(int[][]::new), labels.count());
    count = sets.size();
  }

  /** Number of kinds. */
  public int kinds() {
    return count;
  }

  /** Kind of a row. */
  public int kind(int row) {
    return kindOf[row];
  }

  /** Whether two rows share a label. */
  public boolean similar(int row, int other) {
    return kinds == null
        ? kindOf[row] == kindOf[other]
        : kinds.share(kindOf[row], kinds, kindOf[other]);
  }

  /** Of each kind, how many of some rows are similar to it. */
  public double[] counts(int[] rows) {
    double[][] counts = new double[count][1];
    for (int row : rows) {
      counts[kindOf[row]][0]++;
    }
    return Arrays.stream(overSimilar(counts)).mapToDouble(ofKind -> ofKind[0]).toArray();
  }

  /**
   * For each kind, the sum over all kinds similar to it. Cost: {@code kinds^2}, but none with one
   * label a row.
   *
   * @param ofKinds {@code double[kinds][n]}, sums over the rows of each kind; may be returned
   */
  public double[][] overSimilar(double[][] ofKinds) {
    if (kinds == null) {
      return ofKinds;
    }
    double[][] sums = new double[count][ofKinds[0].length];
    for (int kind = 0; kind < count; kind++) {
      for (int other = 0; other < count; other++) {
        if (kinds.share(kind, kinds, other)) {
          for (int i = 0; i < sums[kind].length; i++) {
            sums[kind][i] += ofKinds[other][i];
          }
        }
      }
    }
    return sums;
  }
}
