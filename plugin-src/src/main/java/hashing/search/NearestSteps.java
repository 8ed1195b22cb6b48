package hashing.search;

import hashing.probe.SubstringThresholds;
import java.io.IOException;

/** How far the search for the codes nearest to one query code has come. Not thread-safe. */
final class NearestSteps {

  /**
   * Codes that may lie so much farther than all that is complete are compared, too: some are near,
   * and lower the cut for the steps to come.
   */
  private static final int MARGIN = 2;

  private final TableProbe probe;

  /** For each table, the cost of visiting it at each distance. */
  private final double[][] costs;

  private int complete = -1;
  private int next;

  NearestSteps(TableProbe probe, double[][] costs) {
    this.probe = probe;
    this.costs = costs;
    next = SubstringThresholds.cheapest(costs, probe.reached());
  }

  /** The distance up to which all codes have been met; the largest int if all codes have. */
  int complete() {
    return complete;
  }

  /** How far each table was visited; not to be written to. */
  int[] reached() {
    return probe.reached();
  }

  /** Bits of each table's substring. */
  int[] widths() {
    int[] widths = new int[costs.length];
    for (int t = 0; t < widths.length; t++) {
      widths[t] = costs[t].length - 1;
    }
    return widths;
  }

  /** Estimated cost of the next step. */
  double cost() {
    return costs[next][probe.reached()[next] + 1];
  }

  void step() throws IOException {
    probe.shell(next);
    next = SubstringThresholds.cheapest(costs, probe.reached());
    complete = next < 0 ? Integer.MAX_VALUE : complete + 1;
    // Whatever lies within that was met: the k nearest are known once the k-th is so near.
    verify(next < 0 ? complete : complete + MARGIN);
  }

  /** Compares those codes in full that were met and may lie within a distance. */
  void verify(int distance) throws IOException {
    probe.verify(distance);
  }

  /** Estimated cost of the steps until all codes within a distance have been met. */
  double costTo(int distance) {
    return SubstringThresholds.cost(costs, probe.reached(), distance - complete);
  }
}
