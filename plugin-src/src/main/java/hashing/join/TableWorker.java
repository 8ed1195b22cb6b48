package hashing.join;

import hashing.join.TokenOrder.Found;
import java.io.IOException;
import java.util.concurrent.atomic.LongAdder;

/**
 * Finds pairs within a radius by tables: merges the products of each row, leaves out what shares
 * too few buckets, and compares the rest, several rows at a time so that cache misses overlap.
 */
final class TableWorker implements TokenOrder.Worker {

  /** What all threads have done. */
  static final class Counts {
    final LongAdder products = new LongAdder();
    final LongAdder merged = new LongAdder();
    final LongAdder compared = new LongAdder();
  }

  /** Rows whose stretches are found at once. */
  static final int ROWS = 64;

  /** Candidates compared at once. */
  private static final int BATCH = 1 << 12;

  private final JoinCodes left;
  private final JoinCodes right;
  private final boolean swapped;
  private final int radius;
  private final int least;
  private final CodeTables.Rows rows;
  private final RowMerger merger;
  private final RowRanges ranges = new RowRanges();
  private final Counts counts;
  private int[] candidateRows = new int[BATCH];
  private int[] candidates = new int[BATCH];
  private int[] distances = new int[BATCH];
  private int size;
  private long compared;

  /**
   * @param left the rows; {@code right} is in the tables
   * @param swapped whether pairs are to be given with the right code first
   */
  TableWorker(
      JoinCodes left,
      JoinCodes right,
      CodeTables tables,
      TablePlan plan,
      boolean swapped,
      int radius,
      Kernel kernel,
      Reservation memory,
      Counts counts) {
    this.left = left;
    this.right = right;
    this.swapped = swapped;
    this.radius = radius;
    this.least = plan.least();
    this.counts = counts;
    rows = tables.new Rows(left, left == right);
    merger = new RowMerger(kernel, right.count(), tables.entries(), memory);
  }

  @Override
  public void run(int from, int to, Found found) throws IOException {
    for (int first = from; first < to; first += ROWS) {
      int end = Math.min(to, first + ROWS);
      rows.find(first, end, null, ranges);
      for (int row = first; row < end; row++) {
        if (left == right && left.ownerCount(row) > 1) {
          found.add(row, row, 0);
        }
        int count = merger.merge(ranges, row - first, least);
        int[] columns = merger.columns();
        for (int i = 0; i < count; i++) {
          if (size == BATCH) {
            compare(found);
          }
          candidateRows[size] = row;
          candidates[size++] = columns[i];
        }
      }
      found.tick();
    }
    compare(found);
  }

  private void compare(Found found) throws IOException {
    left.distances(candidateRows, right, candidates, size, distances);
    for (int i = 0; i < size; i++) {
      if (distances[i] <= radius) {
        if (swapped) {
          found.add(candidates[i], candidateRows[i], distances[i]);
        } else {
          found.add(candidateRows[i], candidates[i], distances[i]);
        }
      }
    }
    compared += size;
    size = 0;
    found.tick();
  }

  @Override
  public void end() {
    counts.products.add(merger.products);
    counts.merged.add(merger.merged);
    counts.compared.add(compared);
  }
}
