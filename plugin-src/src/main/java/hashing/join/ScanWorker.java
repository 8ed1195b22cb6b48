package hashing.join;

import hashing.index.CodeBlock;
import hashing.join.TokenOrder.Found;
import java.io.IOException;
import java.util.concurrent.atomic.LongAdder;

/** Finds pairs within a radius by comparing every code with every other. */
final class ScanWorker implements TokenOrder.Worker {
  /** Codes that are compared with some blocks while these are in the cache. */
  static final int ROWS = 16;

  private final JoinCodes left;
  private final boolean behind;
  private final PairScan scan;
  private final int radius;
  private final LongAdder compared;

  /**
   * @param behind whether only codes behind the row's own count
   */
  ScanWorker(JoinCodes left, boolean behind, PairScan scan, int radius, LongAdder compared) {
    this.left = left;
    this.behind = behind;
    this.scan = scan;
    this.radius = radius;
    this.compared = compared;
  }

  @Override
  public void run(int from, int to, Found found) throws IOException {
    PairScan.Row[] rows = new PairScan.Row[to - from];
    for (int row = from; row < to; row++) {
      rows[row - from] = scan.new Row(left, row);
      if (behind && left.ownerCount(row) > 1) {
        found.add(row, row, 0);
      }
    }
    int first = behind ? from / CodeBlock.MAX_COUNT : 0;
    for (int run = first; run < scan.blockCount(); run += PairScan.RUN) {
      for (int row = from; row < to; row++) {
        PairScan.Row own = rows[row - from];
        for (long near = own.near(run, radius); near != 0; near &= near - 1) {
          compare(row, own, run + Long.numberOfTrailingZeros(near), found);
        }
      }
      found.tick();
    }
    compared.add((long) (to - from) * (scan.blockCount() - first) * CodeBlock.MAX_COUNT);
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
