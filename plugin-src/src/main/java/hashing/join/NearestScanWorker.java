package hashing.join;

import hashing.index.CodeBlock;
import hashing.join.TokenOrder.Found;
import hashing.probe.HammingKernel;
import java.io.IOException;
import java.util.concurrent.atomic.LongAdder;

/**
 * Finds the nearest owners of some rows by comparing all codes, those first that lie in the same
 * block of the order, as they share bits.
 */
final class NearestScanWorker implements TokenOrder.Worker {
  private final JoinCodes left;
  private final JoinCodes right;
  private final int[] list;
  private final PairScan scan;
  private final NearestOwners[] nearest;
  private final LongAdder compared;

  /**
   * @param list rows, as ordinals
   * @param nearest one for each row of a token
   */
  NearestScanWorker(
      JoinCodes left,
      JoinCodes right,
      int[] list,
      PairScan scan,
      NearestOwners[] nearest,
      LongAdder compared) {
    this.left = left;
    this.right = right;
    this.list = list;
    this.scan = scan;
    this.nearest = nearest;
    this.compared = compared;
  }

  @Override
  public void run(int from, int to, Found found) throws IOException {
    HammingKernel[] kernels = new HammingKernel[to - from];
    int[] own = new int[to - from];
    for (int i = 0; i < kernels.length; i++) {
      kernels[i] = scan.kernel(left, list[from + i]);
      int place = left == right ? list[from + i] : right.place(left, list[from + i]);
      own[i] = Math.min(place, right.count() - 1) / CodeBlock.MAX_COUNT;
      nearest[i].clear();
      scan(i, kernels[i], own[i]);
    }
    for (int block = 0; block < scan.blockCount(); block++) {
      for (int i = 0; i < kernels.length; i++) {
        if (block != own[i]) {
          scan(i, kernels[i], block);
        }
      }
      found.tick();
    }
    for (int i = 0; i < kernels.length; i++) {
      nearest[i].hand(list[from + i], found);
    }
    compared.add((long) kernels.length * right.count());
  }

  private void scan(int row, HammingKernel kernel, int block) {
    NearestOwners own = nearest[row];
    int matches = scan.scan(kernel, block, own.cut());
    for (int i = 0; i < matches; i++) {
      if (kernel.distance(i) <= own.cut()) {
        own.add(block * CodeBlock.MAX_COUNT + kernel.index(i), kernel.distance(i));
      }
    }
  }
}
