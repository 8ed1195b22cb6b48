package hashing.join;

import java.io.IOException;

/**
 * Takes pairs of distinct codes, each standing for the pairs of its owners; one thread at a time.
 */
@FunctionalInterface
public interface CodePairSink {

  /**
   * Takes a pair of codes.
   *
   * @param left ordinal on the left
   * @param right ordinal on the right; the same as {@code left} where a set is joined with itself
   *     and several have the code
   * @param distance in bits
   */
  void accept(int left, int right, int distance) throws IOException;
}
