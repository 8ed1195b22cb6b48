package hashing.join;

import java.io.IOException;

/** Takes the pairs of a join, by one thread at a time. */
@FunctionalInterface
public interface PairSink {

  /**
   * Takes a pair.
   *
   * @param left owner on the left, as {@link JoinCodes} has it
   * @param right owner on the right
   * @param distance of their codes, in bits
   */
  void accept(int left, int right, int distance) throws IOException;
}
