package hashing.join;

import hashing.index.CodeBlock;
import hashing.join.TokenOrder.Found;
import hashing.probe.HammingKernel;
import java.io.IOException;
import java.util.concurrent.atomic.LongAdder;

/** Finds pairs within a radius by comparing every code with every other. */
final class ScanWorker implements TokenOrder.Worker {
  /** Codes that are compared with a block while it is in the cache. */
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
    HammingKernel[] kernels = new HammingKernel[to - from];
    for (int row = from; row < to; row++) {
      kernels[row - from] = scan.kernel(left, row);
      if (behind && left.ownerCount(row) > 1) {
        found.add(row, row, 0);
      }
    }
    int first = behind ? from / CodeBlock.MAX_COUNT : 0;
    for (int block = first; block < scan.blockCount(); block++) {
      for (int row = from; row < to; row++) {
        HammingKernel kernel = kernels[row - from];
        int matches = scan.scan(kernel, block, radius);
        for (int i = 0; i < matches; i++) {
          int other = block * CodeBlock.MAX_COUNT + kernel.index(i);
          if (!behind || other > row) {
            found.add(row, other, kernel.distance(i));
          }
        }
      }
      found.tick();
    }
    compared.add((long) (to - from) * (scan.blockCount() - first) * CodeBlock.MAX_COUNT);
  }
}
