package hashing.train.data;

import hashing.encode.EncoderInput;
import hashing.store.PackageEntry;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Data in two parts that have no item in common, and what turns an item into a row.
 *
 * @param train rows to train on, which are also the database that is searched
 * @param held rows to ask with, never trained on
 * @param entries what a package needs to turn an input into a row by itself; none for vectors and
 *     for pixels
 * @param inputs gives the item behind a row of {@code held}, by its number there, as a node would
 *     be sent it; null where items are their rows
 */
public record DataDivision(
    LabelledVectors train,
    LabelledVectors held,
    Map<PackageEntry, byte[]> entries,
    IntFunction<EncoderInput> inputs) {

  /** Items that are their rows. */
  public DataDivision(LabelledVectors train, LabelledVectors held) {
    this(train, held, Map.of(), null);
  }
}
