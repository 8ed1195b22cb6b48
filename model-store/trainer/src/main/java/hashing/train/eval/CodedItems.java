package hashing.train.eval;

import hashing.train.TrainedEncoder;
import hashing.train.data.LabelledVectors;
import hashing.train.data.Labels;
import java.util.Locale;

/**
 * Codes with labels. Arrays are not copied.
 *
 * @param source names where the items come from; items of one source with one origin are the same
 * @param codes {@code byte[n][ceil(bitCount / 8)]}
 * @param labels of n items
 * @param origins {@code int[n]}, numbers of the items within the source
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record CodedItems(
    String source, int bitCount, byte[][] codes, Labels labels, int[] origins) {

  public CodedItems {
    if (codes.length == 0 || codes.length != labels.size() || codes.length != origins.length) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "[%s] has [%d] codes, [%d] labels and [%d] origins; it must have as many of each, above 0",
              source,
              codes.length,
              labels.size(),
              origins.length));
    }
  }

  /** Codes with one label each. */
  public CodedItems(String source, int bitCount, byte[][] codes, int[] labels, int[] origins) {
    this(source, bitCount, codes, Labels.single(labels), origins);
  }

  /** Data with codes that were computed elsewhere. */
  public static CodedItems of(LabelledVectors data, int bitCount, byte[][] codes) {
    return new CodedItems(data.sha256(), bitCount, codes, data.labelSets(), data.origins());
  }

  /** Data with the codes that an encoder gives them. */
  public static CodedItems of(LabelledVectors data, TrainedEncoder encoder) {
    return of(data, encoder.parameters().bitCount(), encoder.encode(data.rows()));
  }

  /** Number of items. */
  public int size() {
    return codes.length;
  }
}
