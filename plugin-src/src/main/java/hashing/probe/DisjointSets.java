package hashing.probe;

/**
 * Sets of the numbers {@code 0..size - 1}, each alone at first, that can be joined. The root of a
 * set is its least number. Not thread-safe.
 *
 * <p>Source: Tarjan, van Leeuwen, "Worst-case Analysis of Set Union Algorithms", 1984, path
 * halving. Differs from the paper: sets are linked by their least number, not by rank, so that
 * roots do not depend on the order of joins.
 */
public final class DisjointSets {
  private final int[] parents;

  public DisjointSets(int size) {
    parents = new int[size];
    for (int i = 0; i < size; i++) {
      parents[i] = i;
    }
  }

  /** The least number of a number's set. */
  public int root(int number) {
    int at = number;
    while (parents[at] != at) {
      parents[at] = parents[parents[at]];
      at = parents[at];
    }
    return at;
  }

  /** Makes the sets of two numbers one. */
  public void join(int a, int b) {
    int rootA = root(a);
    int rootB = root(b);
    if (rootA < rootB) {
      parents[rootB] = rootA;
    } else {
      parents[rootA] = rootB;
    }
  }
}
