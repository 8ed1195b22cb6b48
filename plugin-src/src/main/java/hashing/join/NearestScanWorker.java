package hashing.join;

import hashing.index.CodeBlock;
import hashing.join.TokenOrder.Found;
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
    PairScan.Row[] rows = new PairScan.Row[to - from];
    int[] own = new int[to - from];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = scan.new Row(left, list[from + i]);
      int place = left == right ? list[from + i] : right.place(left, list[from + i]);
      own[i] = Math.min(place, right.count() - 1) / CodeBlock.MAX_COUNT;
      nearest[i].clear();
      if (right.count() > 0) {
        nearest[i].compare(rows[i], own[i]);
      }
    }
    for (int run = 0; run < scan.blockCount(); run += PairScan.RUN) {
      for (int i = 0; i < rows.length; i++) {
        for (long near = rows[i].near(run, nearest[i].cut()); near != 0; near &= near - 1) {
          int block = run + Long.numberOfTrailingZeros(near);
          if (block != own[i]) {
            nearest[i].compare(rows[i], block);
          }
        }
      }
      found.tick();
    }
    for (int i = 0; i < rows.length; i++) {
      nearest[i].hand(list[from + i], found);
    }
    compared.add((long) rows.length * right.count());
  }
}
