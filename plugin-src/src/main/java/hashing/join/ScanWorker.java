package hashing.join;

import hashing.index.CodeBlock;
import hashing.join.TokenOrder.Found;
import java.io.IOException;
import java.util.concurrent.atomic.LongAdder;

/** Finds pairs within a radius by comparing every code with every other. */
final class ScanWorker implements TokenOrder.Worker {
  /** Codes that are compared with some blocks while these are in the cache. */
  static final int ROWS = 32;

  private final JoinCodes left;
  private final boolean behind;
  private final PairScan scan;
  private final int radius;
  private final LongAdder compared;
  private final PairScan.Row[] rows;

  /**
   * @param behind whether only codes behind the row's own count
   */
  ScanWorker(JoinCodes left, boolean behind, PairScan scan, int radius, LongAdder compared) {
    this.left = left;
    this.behind = behind;
    this.scan = scan;
    this.radius = radius;
    this.compared = compared;
    rows = scan.rows(ROWS);
  }

  @Override
  public void run(int from, int to, Found found) throws IOException {
    for (int row = from; row < to; row++) {
      rows[row - from].ask(left, row);
      if (behind && left.ownerCount(row) > 1) {
        found.add(row, row, 0);
      }
    }
    int first = behind ? from / CodeBlock.MAX_COUNT : 0;
    for (int run = first; run < scan.blockCount(); run += PairScan.RUN) {
      int row = from;
      for (; row + 1 < to; row += 2) {
        PairScan.Row other = rows[row + 1 - from];
        long near = rows[row - from].near(other, run, radius, radius);
        compare(row, run, near & 0xFFFF_FFFFL, from, found);
        compare(row + 1, run, near >>> Integer.SIZE, from, found);
      }
      if (row < to) {
        compare(row, run, rows[row - from].near(run, radius), from, found);
      }
      found.tick();
    }
    compared.add((long) (to - from) * (scan.blockCount() - first) * CodeBlock.MAX_COUNT);
  }

  private void compare(int row, int run, long near, int from, Found found) throws IOException {
    for (long rest = near; rest != 0; rest &= rest - 1) {
      compare(row, rows[row - from], run + Long.numberOfTrailingZeros(rest), found);
    }
  }

  private void compare(int row, PairScan.Row own, int block, Found found) throws IOException {
    int matches = own.matches(block, radius);
    for (int i = 0; i < matches; i++) {
      int other = block * CodeBlock.MAX_COUNT + own.kernel.index(i);
      if (!behind || other > row) {
        found.add(row, other, own.kernel.distance(i));
      }
    }
  }
}
