package hashing.train.djl;

import hashing.train.Range;
import java.util.List;

/**
 * A network and how it is optimised.
 *
 * @param widths of all layers, from the input to the relaxed values; 2 to 10 of them, 1 to 65,536
 *     each
 * @param epochs 1 to 10,000
 * @param batchSize 2 to 65,536
 * @param learningRate of Adam, above 0, at most 1; it falls to 0 along a cosine
 * @param seed of the first weights and of the order of rows
 */
public record MlpConfig(
    List<Integer> widths, int epochs, int batchSize, double learningRate, long seed) {

  public MlpConfig {
    Range.check("layers", widths.size(), 2, 10);
    for (int width : widths) {
      Range.check("width", width, 1, 65_536);
    }
    Range.check("epochs", epochs, 1, 10_000);
    Range.check("batch_size", batchSize, 2, 65_536);
    Range.check("learning_rate", learningRate, 1e-9, 1);
    widths = List.copyOf(widths);
  }
}
