package hashing.method.dynamicsign;

import hashing.train.Range;
import hashing.train.djl.NetworkTraining;

/**
 * Hyper-parameters of CSCE-Net.
 *
 * @param bits 2 to 1024
 * @param training of the network; its plan, hidden layer and channels are not looked at
 * @param channels of the first block, a multiple of 8, 8 to 256
 * @param context whether what the global windows explain is taken off the local map
 * @param tau upper bound of the dead zone's half width, of values in -1..1; 0 to 1, 0 for the plain
 *     sign
 * @param learned whether the half width depends on the image; otherwise it is tau for all
 * @param scale of the cosines before the softmax, 0.1 to 100
 * @param margin mean of the angles added to the own class's, 0 to 1
 * @param seed of centres, margins, first weights and the order of rows
 */
public record DynamicSignConfig(
    int bits,
    NetworkTraining training,
    int channels,
    boolean context,
    double tau,
    boolean learned,
    double scale,
    double margin,
    long seed) {

  public DynamicSignConfig {
    Range.check("bits", bits, 2, 1024);
    Range.check("channels", channels, 8, 256);
    Range.check("channels modulo 8", channels % 8, 0, 0);
    Range.check("tau", tau, 0, 1);
    Range.check("scale", scale, 0.1, 100);
    Range.check("margin", margin, 0, 1);
  }

  /** The authors' but for a larger zone, without which the dynamic sign is the plain one. */
  public static DynamicSignConfig defaults(int bits, long seed) {
    NetworkTraining training = NetworkTraining.DEFAULTS.withEpochs(8);
    return new DynamicSignConfig(bits, training, 16, true, 0.1, true, 10, 0.15, seed);
  }
}
