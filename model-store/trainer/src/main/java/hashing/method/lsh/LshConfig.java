package hashing.method.lsh;

import hashing.train.Range;

/**
 * Parameters of random hyperplanes.
 *
 * @param bits 1 to 4096
 * @param seed of the hyperplanes
 */
public record LshConfig(int bits, long seed) {

  public LshConfig {
    Range.check("bits", bits, 1, 4096);
  }
}
