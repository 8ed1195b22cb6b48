package hashing.join;

import hashing.probe.DisjointSets;
import java.io.IOException;

/**
 * Finds all pairs of codes within a radius, exactly: of two sets, or of one with itself, where each
 * unordered pair of different owners comes once, the lower owner left.
 *
 * <p>Pairs come by ascending left code, then ascending right code, whatever the number of threads.
 * Equal codes are one code with several owners, so that a million equal documents are one pair of
 * codes; {@link #groups} never makes more of it, {@link #pairs} no more than allowed.
 *
 * <p>Not thread-safe; it uses several threads itself, as the context says.
 */
public final class RadiusJoin {
  private final JoinCodes left;
  private final JoinCodes right;
  private final int radius;
  private final JoinContext context;

  /**
   * @param right the same object as {@code left} to join a set with itself
   * @param radius 0 to the bits of a code
   * @throws IllegalArgumentException if the radius is out of range or the codes have different
   *     lengths
   */
  public RadiusJoin(JoinCodes left, JoinCodes right, int radius, JoinContext context) {
    if (left.bitCount() != right.bitCount()) {
      throw new IllegalArgumentException(
          "codes of " + left.bitCount() + " bits cannot be joined with " + right.bitCount());
    }
    if (radius < 0 || radius > left.bitCount()) {
      throw new IllegalArgumentException(
          "radius must be 0 to " + left.bitCount() + ", found " + radius);
    }
    this.left = left;
    this.right = right;
    this.radius = radius;
    this.context = context;
  }

  private boolean isSelf() {
    return left == right;
  }

  /** What it will cost, from samples: some milliseconds. */
  public JoinWork predict() {
    double pairs = (double) left.count() * right.count() / (isSelf() ? 2 : 1);
    return new JoinWork("scan", left.count(), pairs, pairs, pairs);
  }

  /** Finds the pairs of codes, each standing for all pairs of their owners. */
  public JoinTotals codePairs(CodePairSink sink) throws IOException {
    long start = System.nanoTime();
    long found = 0;
    long pairs = 0;
    long compared = 0;
    for (int a = 0; a < left.count(); a++) {
      context.check().run();
      for (int b = isSelf() ? a : 0; b < right.count(); b++) {
        compared++;
        int distance = left.distance(a, right, b, radius);
        if (distance <= radius && ownerPairs(a, b) > 0) {
          found++;
          pairs += ownerPairs(a, b);
          sink.accept(a, b, distance);
        }
      }
      context.progress().accept(1);
    }
    return new JoinTotals(found, pairs, 0, compared, compared, compared, System.nanoTime() - start);
  }

  private long ownerPairs(int a, int b) {
    long owners = left.ownerCount(a);
    return isSelf() && a == b ? owners * (owners - 1) / 2 : owners * right.ownerCount(b);
  }

  /**
   * Finds the pairs of owners.
   *
   * @param maxPairs pairs handed over at most: the first ones. The rest is counted, not handed
   *     over; {@link JoinTotals#cut} has the number
   */
  public JoinTotals pairs(long maxPairs, PairSink sink) throws IOException {
    long[] delivered = new long[1];
    JoinTotals totals =
        codePairs((a, b, distance) ->
            delivered[0] += expand(a, b, distance, maxPairs - delivered[0], sink));
    return new JoinTotals(
        totals.codePairs(),
        totals.pairs(),
        delivered[0],
        totals.products(),
        totals.merged(),
        totals.compared(),
        totals.nanos());
  }

  /** Hands over the pairs of owners of two codes, {@code most} at most. */
  private long expand(int a, int b, int distance, long most, PairSink sink) throws IOException {
    long done = 0;
    for (int i = left.firstOwner(a); i < left.firstOwner(a + 1) && done < most; i++) {
      int from = isSelf() && a == b ? i + 1 : right.firstOwner(b);
      for (int j = from; j < right.firstOwner(b + 1) && done < most; j++) {
        int one = left.owner(i);
        int other = right.owner(j);
        boolean swap = isSelf() && other < one;
        sink.accept(swap ? other : one, swap ? one : other, distance);
        done++;
      }
    }
    return done;
  }

  /**
   * Groups the codes of a set joined with itself: two codes are in one group if a chain of codes
   * leads from one to the other, each at most the radius from the next.
   *
   * @return for each ordinal the least ordinal of its group
   */
  public int[] groups() throws IOException {
    if (!isSelf()) {
      throw new IllegalStateException("groups are of one set");
    }
    DisjointSets sets = new DisjointSets(left.count());
    codePairs((a, b, distance) -> sets.join(a, b));
    int[] groups = new int[left.count()];
    for (int i = 0; i < groups.length; i++) {
      groups[i] = sets.root(i);
    }
    return groups;
  }
}
