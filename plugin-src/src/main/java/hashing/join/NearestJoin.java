package hashing.join;

import java.io.IOException;
import java.util.Arrays;

/**
 * Finds the {@code k} nearest right owners of every left owner, exactly; where distances are equal
 * at the k-th place, the first owners. Of a set joined with itself an owner is not its own
 * neighbour: the k-nearest-neighbour graph.
 *
 * <p>Left owners come by ascending code, those of one code ascending, the neighbours of each by
 * distance, then owner.
 */
public final class NearestJoin {
  private final JoinCodes left;
  private final JoinCodes right;
  private final int k;
  private final int maxDistance;
  private final JoinContext context;

  /**
   * @param right the same object as {@code left} to join a set with itself
   * @param k neighbours, at least 1
   * @param maxDistance 0 to the bits of a code, the latter for no limit
   * @throws IllegalArgumentException if one of them is out of range or the codes have different
   *     lengths
   */
  public NearestJoin(JoinCodes left, JoinCodes right, int k, int maxDistance, JoinContext context) {
    left.checkJoins(right);
    if (k < 1) {
      throw new IllegalArgumentException("k must be at least 1, found " + k);
    }
    if (maxDistance < 0 || maxDistance > left.bitCount()) {
      throw new IllegalArgumentException(
          "max_distance must be 0 to " + left.bitCount() + ", found " + maxDistance);
    }
    this.left = left;
    this.right = right;
    this.k = k;
    this.maxDistance = maxDistance;
    this.context = context;
  }

  /** What it will cost, from samples: some milliseconds. */
  public JoinWork predict() {
    double pairs = (double) left.count() * right.count();
    return new JoinWork("scan", left.count(), pairs, pairs, pairs);
  }

  /** Finds the neighbours. */
  public JoinTotals run(PairSink sink) throws IOException {
    long start = System.nanoTime();
    long delivered = 0;
    long compared = 0;
    long[] keys = new long[right.ownerCount()];
    for (int a = 0; a < left.count(); a++) {
      context.check().run();
      int size = 0;
      for (int b = 0; b < right.count(); b++) {
        compared++;
        int distance = left.distance(a, right, b, maxDistance);
        for (int i = right.firstOwner(b);
            distance <= maxDistance && i < right.firstOwner(b + 1);
            i++) {
          keys[size++] = (long) distance << Integer.SIZE | right.owner(i);
        }
      }
      Arrays.sort(keys, 0, size);
      for (int i = left.firstOwner(a); i < left.firstOwner(a + 1); i++) {
        delivered += deliver(left.owner(i), keys, size, sink);
      }
      context.progress().accept(1);
    }
    return new JoinTotals(
        compared, delivered, delivered, compared, compared, compared, System.nanoTime() - start);
  }

  private int deliver(int owner, long[] keys, int size, PairSink sink) throws IOException {
    int given = 0;
    for (int i = 0; i < size && given < k; i++) {
      int other = (int) keys[i];
      if (left != right || other != owner) {
        sink.accept(owner, other, (int) (keys[i] >>> Integer.SIZE));
        given++;
      }
    }
    return given;
  }
}
