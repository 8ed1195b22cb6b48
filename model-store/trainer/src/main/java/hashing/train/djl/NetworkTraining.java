package hashing.train.djl;

import hashing.encode.InputSpec;
import hashing.train.Options;
import hashing.train.Range;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How methods train a network: the hyper-parameters that they share.
 *
 * @param network its plan
 * @param hidden width of the hidden layer, 1 to 65,536
 * @param channels of a convolutional network's first block, 1 to 1024; perceptrons have none
 * @param shift pixels by which images are shifted, and mirrored too, each time; 0 to 8, 0 for
 *     neither; for convolutional networks alone
 * @param epochs 1 to 10,000
 * @param batchSize 2 to 65,536
 * @param learningRate of Adam, above 0, at most 1; it falls to 0 along a cosine
 */
public record NetworkTraining(
    Plan network,
    int hidden,
    int channels,
    int shift,
    int epochs,
    int batchSize,
    double learningRate) {

  /** Blocks of a convolutional network, if the image is large enough. */
  private static final int BLOCKS = 3;

  /** Plans of networks. */
  public enum Plan {
    /** A perceptron with one hidden layer. */
    MLP,
    /** A convolutional network, for images. */
    CONV
  }

  /** For Fashion-MNIST, chosen on rows held out of its training set. */
  public static final NetworkTraining DEFAULTS =
      new NetworkTraining(Plan.MLP, 512, 32, 2, 30, 256, 1e-3);

  public NetworkTraining {
    Range.check("hidden", hidden, 1, 65_536);
    Range.check("channels", channels, 1, 1024);
    Range.check("shift", shift, 0, 8);
    Range.check("epochs", epochs, 1, 10_000);
    Range.check("batch_size", batchSize, 2, 65_536);
    Range.check("learning_rate", learningRate, 1e-9, 1);
  }

  /** A perceptron's. */
  public static NetworkTraining perceptron(
      int hidden, int epochs, int batchSize, double learningRate) {
    return new NetworkTraining(
        Plan.MLP, hidden, DEFAULTS.channels, DEFAULTS.shift, epochs, batchSize, learningRate);
  }

  /** As given on a command line; these values for what is not given. */
  public NetworkTraining with(Options options) {
    return new NetworkTraining(
        options.choice("network", network),
        options.integer("hidden", hidden),
        options.integer("channels", channels),
        options.integer("shift", shift),
        options.integer("epochs", epochs),
        options.integer("batch_size", batchSize),
        options.number("learning_rate", learningRate));
  }

  /** With another number of epochs. */
  public NetworkTraining withEpochs(int other) {
    return new NetworkTraining(network, hidden, channels, shift, other, batchSize, learningRate);
  }

  /** With a share of the learning rate. */
  public NetworkTraining slower(double share) {
    return new NetworkTraining(
        network, hidden, channels, shift, epochs, batchSize, share * learningRate);
  }

  /** With another plan. */
  public NetworkTraining with(Plan other) {
    return new NetworkTraining(other, hidden, channels, shift, epochs, batchSize, learningRate);
  }

  /** Puts every value that counts under the name that a model package records. */
  public void name(Map<String, Object> config) {
    config.put("network", network.name().toLowerCase(Locale.ROOT));
    config.put("hidden", hidden);
    if (network == Plan.CONV) {
      config.put("channels", channels);
      config.put("shift", shift);
    }
    config.put("epochs", epochs);
    config.put("batch_size", batchSize);
    config.put("learning_rate", learningRate);
  }

  /**
   * The network from rows to relaxed values.
   *
   * @throws IllegalArgumentException if a convolutional one is asked for and rows are no images
   */
  public Network network(InputSpec input, int bits) {
    return switch (network) {
      case MLP -> new Perceptron(List.of(input.size(), hidden, bits));
      case CONV -> {
        InputSpec.Image image = image(input);
        int side = Math.min(image.height(), image.width());
        int blocks = Math.clamp(31 - Integer.numberOfLeadingZeros(side), 1, BLOCKS);
        yield new ConvolutionalNetwork(image, blocks, channels, hidden, bits);
      }
    };
  }

  /** How rows are changed each time. */
  public RowChange change(InputSpec input) {
    return network == Plan.MLP || shift == 0
        ? RowChange.NONE
        : new ShiftAndFlip(image(input), shift);
  }

  /** Batches of so many epochs over so many rows. */
  public int steps(int epochsInAll, int rows) {
    return epochsInAll * Math.ceilDiv(rows, batchSize);
  }

  private static InputSpec.Image image(InputSpec input) {
    if (input instanceof InputSpec.Image image) {
      return image;
    }
    throw new IllegalArgumentException(
        "[network] is [conv]; the data are no images, and [mlp] is allowed");
  }
}
