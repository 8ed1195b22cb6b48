package hashing.train;

import hashing.code.Codes;

/**
 * What a training yields: the parameters of an encoder, and where they come from.
 *
 * @param parameters what turns a vector into relaxed values
 * @param card where they come from
 */
public record TrainedEncoder(Parameters parameters, ModelCard card) {

  /** A function from vectors to relaxed values, one a bit. Immutable. */
  public sealed interface Parameters permits LinearParameters, NetworkParameters {

    /** Columns of an input. */
    int width();

    /** Bits of a code. */
    int bitCount();

    /** The relaxed values of many rows, {@code float[n][bitCount]}. */
    float[][] relaxed(float[][] rows);
  }

  /** The packed codes of many rows. */
  public byte[][] encode(float[][] rows) {
    float[][] relaxed = parameters.relaxed(rows);
    byte[][] codes = new byte[relaxed.length][];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = Codes.pack(relaxed[i]);
    }
    return codes;
  }

  /** This encoder with another card. */
  public TrainedEncoder with(ModelCard other) {
    return new TrainedEncoder(parameters, other);
  }
}
