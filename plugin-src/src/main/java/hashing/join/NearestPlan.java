package hashing.join;

import java.util.Arrays;

/**
 * How far to look for the nearest codes of some rows at first: the radius at which tables, and a
 * scan for the rows whose last neighbour lies farther, cost least together.
 *
 * @param radius -1 for a scan of all
 * @param tables null for a scan
 * @param nanos estimated cost on one thread
 */
record NearestPlan(int radius, TablePlan tables, double nanos) {
  /** Rows whose last neighbour is looked for, to know how far that is. */
  private static final int SAMPLE = 48;

  /** Parts of the sample that a radius may solve. */
  private static final double[] PARTS = {0.25, 0.5, 0.75, 0.9, 1};

  /** A scan for the nearest, by one for a radius: the cut falls on the way. */
  private static final double FALLING = 1.5;

  /**
   * Makes a plan.
   *
   * @param last distances of the last neighbours of some of the rows, ascending
   * @param above radius that did not do
   */
  static NearestPlan of(
      JoinCodes left,
      JoinCodes right,
      int rowCount,
      int[] last,
      int above,
      int maxDistance,
      boolean scanAllowed,
      boolean tablesAllowed) {
    double scanRow = scanNanos(right, last.length == 0 ? 0 : last[last.length / 2]);
    NearestPlan best =
        new NearestPlan(-1, null, scanAllowed ? scanRow * rowCount : Double.POSITIVE_INFINITY);
    int before = above;
    for (double part : PARTS) {
      if (!tablesAllowed || last.length == 0) {
        break;
      }
      int radius = Math.min(maxDistance, last[(int) Math.ceil(part * last.length) - 1]);
      if (radius > before) {
        before = radius;
        TablePlan tables =
            TablePlan.of(
                left,
                right,
                false,
                (double) rowCount / left.count(),
                radius,
                JoinStrategy.TABLES,
                best.nanos);
        int tried = radius;
        double rest =
            radius == maxDistance
                ? 0
                : (double) Arrays.stream(last).filter(own -> own > tried).count() / last.length;
        double nanos = tables.nanos() + rest * scanRow * rowCount;
        if (nanos < best.nanos || (!scanAllowed && best.tables == null)) {
          best = new NearestPlan(radius, tables, nanos);
        }
      }
    }
    return best;
  }

  private static double scanNanos(JoinCodes right, int radius) {
    return FALLING * PairScan.rowNanos(right, right.count(), radius);
  }

  /** Distances of the last neighbours of some rows of a list, ascending. */
  static int[] last(
      JoinCodes left, int[] list, PairScan scan, NearestOwners nearest, int maxDistance) {
    int[] last = new int[Math.min(SAMPLE, list.length)];
    PairScan.Row own = scan.new Row();
    for (int i = 0; i < last.length; i++) {
      int row = list[(int) ((i + 0.5) * list.length / last.length)];
      own.ask(left, row);
      nearest.clear();
      for (int run = 0; run < scan.blockCount(); run += PairScan.RUN) {
        for (long near = own.near(run, nearest.cut()); near != 0; near &= near - 1) {
          nearest.compare(own, run + Long.numberOfTrailingZeros(near));
        }
      }
      last[i] = nearest.isFull() ? nearest.cut() : maxDistance;
    }
    Arrays.sort(last);
    return last;
  }
}
