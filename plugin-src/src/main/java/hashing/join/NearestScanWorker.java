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
  private final PairScan.Row[] rows;

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
    rows = scan.rows(nearest.length);
  }

  @Override
  public void run(int from, int to, Found found) throws IOException {
    int count = to - from;
    int[] own = new int[count];
    for (int i = 0; i < count; i++) {
      rows[i].ask(left, list[from + i]);
      int place = left == right ? list[from + i] : right.place(left, list[from + i]);
      own[i] = Math.min(place, right.count() - 1) / CodeBlock.MAX_COUNT;
      nearest[i].clear();
      if (right.count() > 0) {
        nearest[i].compare(rows[i], own[i]);
      }
    }
    for (int run = 0; run < scan.blockCount(); run += PairScan.RUN) {
      int i = 0;
      for (; i + 1 < count; i += 2) {
        long near = rows[i].near(rows[i + 1], run, nearest[i].cut(), nearest[i + 1].cut());
        compare(i, run, near & 0xFFFF_FFFFL, own[i]);
        compare(i + 1, run, near >>> Integer.SIZE, own[i + 1]);
      }
      if (i < count) {
        compare(i, run, rows[i].near(run, nearest[i].cut()), own[i]);
      }
      found.tick();
    }
    for (int i = 0; i < count; i++) {
      nearest[i].hand(list[from + i], found);
    }
    compared.add((long) count * right.count());
  }

  /** Compares a row with those of a run's blocks that may be near; its own was the first. */
  private void compare(int i, int run, long near, int own) {
    for (long rest = near; rest != 0; rest &= rest - 1) {
      int block = run + Long.numberOfTrailingZeros(rest);
      if (block != own) {
        nearest[i].compare(rows[i], block);
      }
    }
  }
}
