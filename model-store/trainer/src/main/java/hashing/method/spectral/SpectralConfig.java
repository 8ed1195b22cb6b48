package hashing.method.spectral;

import hashing.train.Range;

/**
 * Hyper-parameters of spectral hashing, which has none besides its length.
 *
 * @param bits 1 to 1024
 * @param seed recorded only; nothing is left to chance
 */
public record SpectralConfig(int bits, long seed) {

  public SpectralConfig {
    Range.check("bits", bits, 1, 1024);
  }
}
