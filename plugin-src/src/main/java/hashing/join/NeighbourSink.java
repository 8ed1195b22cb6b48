package hashing.join;

import java.io.IOException;
import java.util.Arrays;

/**
 * Gathers the neighbours of a row, which come one behind the other, and gives each of its owners
 * those that it wants: not itself, and no more than {@code k}.
 */
final class NeighbourSink implements CodePairSink {
  private final JoinCodes left;
  private final boolean self;
  private final int k;
  private final PairSink sink;
  private int row = -1;
  private int[] owners = new int[16];
  private int[] distances = new int[16];
  private int size;
  private long count;

  NeighbourSink(JoinCodes left, boolean self, int k, PairSink sink) {
    this.left = left;
    this.self = self;
    this.k = k;
    this.sink = sink;
  }

  @Override
  public void accept(int ordinal, int owner, int distance) throws IOException {
    if (ordinal != row) {
      flush();
      row = ordinal;
    }
    if (size == owners.length) {
      owners = Arrays.copyOf(owners, 2 * size);
      distances = Arrays.copyOf(distances, 2 * size);
    }
    owners[size] = owner;
    distances[size++] = distance;
  }

  /** Hands over the last row. */
  void flush() throws IOException {
    if (size == 0) {
      return;
    }
    for (int i = left.firstOwner(row); i < left.firstOwner(row + 1); i++) {
      int given = 0;
      for (int n = 0; n < size && given < k; n++) {
        if (!self || owners[n] != left.owner(i)) {
          sink.accept(left.owner(i), owners[n], distances[n]);
          given++;
        }
      }
      count += given;
    }
    size = 0;
  }

  /** Pairs handed over. */
  long count() {
    return count;
  }
}
