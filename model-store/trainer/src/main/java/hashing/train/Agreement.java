package hashing.train;

import hashing.code.Codes;
import hashing.store.ModelPackage;
import hashing.train.data.DataDivision;
import hashing.train.data.LabelledVectors;

/**
 * How far the codes of a training differ from those of its package, which another engine computes.
 *
 * @param codes how many were compared
 * @param bitsDifferent how many bits differ in all of them
 * @param largestRelaxed largest magnitude, before the sign, that the training has for such a bit; 0
 *     if there is none
 */
public record Agreement(int codes, int bitsDifferent, double largestRelaxed) {

  /** Encodes rows both ways and compares. */
  public static Agreement of(TrainedEncoder encoder, ModelPackage model, LabelledVectors data) {
    return of(encoder.parameters(), data.rows(), PackageCodes.of(model, data, done -> {}));
  }

  /** Items of a division that go through the whole of a package, at most. */
  private static final int MOST_INPUTS = 500;

  /** As above, for rows that are held out; the first of them as inputs where there are any. */
  public static Agreement of(TrainedEncoder encoder, ModelPackage model, DataDivision division) {
    if (division.inputs() == null) {
      return of(encoder, model, division.held());
    }
    LabelledVectors some = division.held().first(MOST_INPUTS);
    return of(
        encoder.parameters(),
        some.rows(),
        PackageCodes.codes(model, some.size(), division.inputs(), done -> {}));
  }

  /** Compares with codes that a package gave these rows. */
  public static Agreement of(
      TrainedEncoder.Parameters parameters, float[][] rows, byte[][] packaged) {
    byte[][] trained = parameters.encode(rows);
    float[][] relaxed = parameters.relaxed(rows);
    int different = 0;
    double largest = 0;
    for (int i = 0; i < trained.length; i++) {
      for (int bit = 0; bit < parameters.bitCount(); bit++) {
        if (Codes.get(trained[i], bit) != Codes.get(packaged[i], bit)) {
          different++;
          largest = Math.max(largest, Math.abs(relaxed[i][bit]));
        }
      }
    }
    return new Agreement(trained.length, different, largest);
  }
}
