package hashing.train.djl;

import hashing.train.Options;
import hashing.train.Range;
import java.util.List;
import java.util.Map;

/**
 * How methods train a perceptron with one hidden layer: the hyper-parameters that they share.
 *
 * @param hidden width of the hidden layer, 1 to 65,536
 * @param epochs 1 to 10,000
 * @param batchSize 2 to 65,536
 * @param learningRate of Adam, above 0, at most 1
 */
public record MlpTraining(int hidden, int epochs, int batchSize, double learningRate) {

  /** For Fashion-MNIST, chosen on rows held out of its training set. */
  public static final MlpTraining DEFAULTS = new MlpTraining(512, 30, 256, 1e-3);

  public MlpTraining {
    Range.check("hidden", hidden, 1, 65_536);
    Range.check("epochs", epochs, 1, 10_000);
    Range.check("batch_size", batchSize, 2, 65_536);
    Range.check("learning_rate", learningRate, 1e-9, 1);
  }

  /** As given on a command line; {@link #DEFAULTS} for what is not given. */
  public static MlpTraining of(Options options) {
    return new MlpTraining(
        options.integer("hidden", DEFAULTS.hidden),
        options.integer("epochs", DEFAULTS.epochs),
        options.integer("batch_size", DEFAULTS.batchSize),
        options.number("learning_rate", DEFAULTS.learningRate));
  }

  /** With another number of epochs. */
  public MlpTraining withEpochs(int other) {
    return new MlpTraining(hidden, other, batchSize, learningRate);
  }

  /** Puts every value under the name that a model package records. */
  public void name(Map<String, Object> config) {
    config.put("hidden", hidden);
    config.put("epochs", epochs);
    config.put("batch_size", batchSize);
    config.put("learning_rate", learningRate);
  }

  /** The network from rows of a width to relaxed values. */
  public MlpConfig network(int width, int bits, long seed) {
    return new MlpConfig(List.of(width, hidden, bits), epochs, batchSize, learningRate, seed);
  }
}
