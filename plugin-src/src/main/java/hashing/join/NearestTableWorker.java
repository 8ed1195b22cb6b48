package hashing.join;

import hashing.join.TokenOrder.Found;
import java.io.IOException;
import java.util.Arrays;
import org.apache.lucene.util.FixedBitSet;

/**
 * Finds the nearest owners of some rows by tables that are complete within a radius. A row is done
 * where its last neighbour lies within it; others are left for a larger one.
 */
final class NearestTableWorker implements TokenOrder.Worker {
  private final JoinCodes left;
  private final JoinCodes right;
  private final int[] list;
  private final int radius;
  private final boolean isLast;
  private final int least;
  private final CodeTables.Rows rows;
  private final RowMerger merger;
  private final RowRanges ranges = new RowRanges();
  private final NearestOwners nearest;
  private final FixedBitSet unsolved;
  private final TableWorker.Counts counts;
  private int[] ordinals = new int[0];
  private int[] distances = new int[0];
  private long compared;

  /**
   * @param list rows, as ordinals
   * @param isLast whether what lies beyond the radius is not wanted
   * @param unsolved gets the places in the list that are not done; shared by all threads
   */
  NearestTableWorker(
      JoinCodes left,
      JoinCodes right,
      int[] list,
      CodeTables tables,
      TablePlan plan,
      int radius,
      boolean isLast,
      NearestOwners nearest,
      RowMerger merger,
      FixedBitSet unsolved,
      TableWorker.Counts counts) {
    this.left = left;
    this.right = right;
    this.list = list;
    this.radius = radius;
    this.isLast = isLast;
    this.least = plan.least();
    this.nearest = nearest;
    this.merger = merger;
    this.unsolved = unsolved;
    this.counts = counts;
    rows = tables.new Rows(left, false);
  }

  @Override
  public void run(int from, int to, Found found) throws IOException {
    for (int first = from; first < to; first += TableWorker.ROWS) {
      int end = Math.min(to, first + TableWorker.ROWS);
      rows.find(first, end, list, ranges);
      for (int i = first; i < end; i++) {
        int count = merger.merge(ranges, i - first, least);
        collect(list[i], merger.columns(), count);
        if (isLast || (nearest.isFull() && nearest.cut() <= radius)) {
          nearest.hand(list[i], found);
        } else {
          synchronized (unsolved) {
            unsolved.set(i);
          }
        }
      }
      found.tick();
    }
  }

  private void collect(int row, int[] columns, int count) {
    if (count > distances.length) {
      ordinals = new int[2 * count];
      distances = new int[2 * count];
    }
    Arrays.fill(ordinals, 0, count, row);
    left.distances(ordinals, right, columns, count, distances);
    nearest.clear();
    for (int i = 0; i < count; i++) {
      if (distances[i] <= radius && distances[i] <= nearest.cut()) {
        nearest.add(columns[i], distances[i]);
      }
    }
    compared += count;
  }

  @Override
  public void end() {
    counts.products.add(merger.products);
    counts.merged.add(merger.merged);
    counts.compared.add(compared);
  }
}
