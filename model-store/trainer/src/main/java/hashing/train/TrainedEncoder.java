package hashing.train;

import hashing.code.Codes;
import hashing.store.EncoderKind;
import hashing.store.PackageEntry;
import java.util.Map;

/**
 * What a training yields: the parameters of an encoder, and where they come from.
 *
 * @param parameters what turns a row into a code
 * @param card where they come from
 * @param solvedCodes packed codes that the method found for the rows it was trained on, without the
 *     encoder; null where it finds none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record TrainedEncoder(Parameters parameters, ModelCard card, byte[][] solvedCodes) {

  /** Without codes of its own for the rows. */
  public TrainedEncoder(Parameters parameters, ModelCard card) {
    this(parameters, card, null);
  }

  /** A function from rows to relaxed values, one a bit. Immutable. */
  public interface Parameters {

    /** Columns of a row. */
    int width();

    /** Bits of a code. */
    int bitCount();

    /** The relaxed values of many rows, {@code float[n][bitCount]}. */
    float[][] relaxed(float[][] rows);

    /** The packed codes of many rows. */
    default byte[][] encode(float[][] rows) {
      float[][] relaxed = relaxed(rows);
      byte[][] codes = new byte[relaxed.length][];
      for (int i = 0; i < codes.length; i++) {
        codes[i] = Codes.pack(relaxed[i]);
      }
      return codes;
    }

    /** The kind of package that holds them. */
    EncoderKind kind();

    /** The package's entries. */
    Map<PackageEntry, byte[]> entries();
  }

  /** The packed codes of many rows. */
  public byte[][] encode(float[][] rows) {
    return parameters.encode(rows);
  }

  /** This encoder with another card. */
  public TrainedEncoder with(ModelCard other) {
    return new TrainedEncoder(parameters, other, solvedCodes);
  }
}
