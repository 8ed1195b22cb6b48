package hashing.fingerprint;

import hashing.encode.Encoder;
import hashing.encode.RelaxedEncoder;

/**
 * An encoder with its fingerprint, to be compared with others. Does not close the encoder. Not
 * thread-safe: it keeps the codes of the further probes once it has them, {@code 1024 * bitCount /
 * 8} bytes.
 */
public final class ProbedEncoder {

  private final Fingerprint fingerprint;
  private final Encoder encoder;
  private final ProbeSet probes;
  private byte[][] furtherCodes;

  /**
   * @param fingerprint of this encoder, maybe taken before and elsewhere
   * @throws IllegalArgumentException if it is of other probes
   */
  public ProbedEncoder(Fingerprint fingerprint, Encoder encoder) {
    this.fingerprint = fingerprint;
    this.encoder = encoder;
    this.probes = ProbeSet.of(encoder);
    if (!probes.name().equals(fingerprint.probes())
        || encoder.bitCount() != fingerprint.bitCount()) {
      throw new IllegalArgumentException(
          "fingerprint: found one of probes "
              + fingerprint.probes()
              + ", the encoder needs "
              + probes.name());
    }
  }

  public Fingerprint fingerprint() {
    return fingerprint;
  }

  /** The codes of the probes behind those of the fingerprint, null where refused. */
  byte[][] furtherCodes(Runnable checkpoint) {
    if (furtherCodes == null) {
      furtherCodes =
          Answers.codes(
              encoder, probes, probes.size(), probes.size() + ProbeSet.FURTHER, checkpoint);
    }
    return furtherCodes;
  }

  /** The relaxed code of a further probe; null where there is none. */
  float[] furtherRelaxed(int number) {
    return encoder instanceof RelaxedEncoder relaxing
        ? Answers.relaxed(relaxing, probes.input(probes.size() + number))
        : null;
  }
}
