package hashing.method.pcahash;

import hashing.train.Range;

/**
 * Hyper-parameters of hashing by principal components.
 *
 * @param bits 1 to the number of columns, 1024 at most
 * @param rotate whether the components are rotated by chance
 * @param seed of the rotation
 */
public record PcaHashConfig(int bits, boolean rotate, long seed) {

  public PcaHashConfig {
    Range.check("bits", bits, 1, 1024);
  }
}
