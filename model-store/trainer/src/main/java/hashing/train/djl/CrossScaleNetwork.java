package hashing.train.djl;

import hashing.encode.InputSpec;
import hashing.train.Range;
import java.util.ArrayList;
import java.util.List;

/**
 * A network of two branches for images: a local map with attention, and windows of a global map.
 * What the windows explain is taken off the local map; both together give the outputs.
 *
 * <p>Source: Xue, Shi, He, Xu, Pan, "Cross-Scale Context Extracted Hashing for Fine-Grained Image
 * Binary Encoding", ACML 2022, as in the authors' code; four blocks of convolutions take the place
 * of its ResNet-50.
 *
 * @param image 24 to 1024 pixels high and wide
 * @param channels of the first block, a multiple of 8, 8 to 256
 * @param context whether what the windows explain is taken off
 * @param bitCount outputs, 1 to 65,536
 */
public record CrossScaleNetwork(InputSpec.Image image, int channels, boolean context, int bitCount)
    implements Network {

  private static final String WINDOWS = "windows";

  public CrossScaleNetwork {
    Range.check("height", image.height(), 24, 1024);
    Range.check("width", image.width(), 24, 1024);
    Range.check("channels", channels, 8, 256);
    Range.check("channels modulo 8", channels % 8, 0, 0);
    Range.check("bits", bitCount, 1, 65_536);
  }

  @Override
  public int width() {
    return image.size();
  }

  /** Channels of the local map; of 2x2 and 3x3 windows as many values, of a 4th and a 9th. */
  private int depth() {
    return channels / 8 * 36;
  }

  private int localHeight() {
    return image.height() / 4;
  }

  private int localWidth() {
    return image.width() / 4;
  }

  private int globalHeight() {
    return image.height() / 8;
  }

  private int globalWidth() {
    return image.width() / 8;
  }

  private int windows(int side) {
    return (globalHeight() - side + 1) * (globalWidth() - side + 1);
  }

  @Override
  public List<Variable> variables() {
    List<Variable> all = new ArrayList<>();
    int inputs = image.channels().count;
    for (int block = 0; block < 4; block++) {
      all.addAll(Variable.convolution("block_" + block, inputs, channels << block, 3));
      all.addAll(Variable.normalisation("block_" + block, channels << block));
      inputs = channels << block;
    }
    all.addAll(Variable.convolution("local", channels << 2, depth(), 1));
    all.addAll(Variable.normalisation("local", depth()));
    all.addAll(Variable.convolution("attention", depth(), 1, 1));
    all.addAll(Variable.convolution("windows_2", channels << 3, depth() / 4, 1));
    all.addAll(Variable.convolution("windows_3", channels << 3, depth() / 9, 1));
    int windows = windows(2) + windows(3);
    all.add(Variable.weights(WINDOWS, windows, windows, 1));
    all.addAll(Variable.dense(HEAD, 2 * depth(), bitCount));
    return all;
  }

  @Override
  public <T> T outputs(Operations<T> operations, T rows) {
    T maps = operations.reshape(rows, image.channels().count, image.height(), image.width());
    maps = operations.maxPool(block(operations, maps, 0), 2);
    maps = operations.maxPool(block(operations, maps, 1), 2);
    T middle = block(operations, maps, 2);
    T last = block(operations, operations.maxPool(middle, 2), 3);
    T local = local(operations, middle);
    T global = global(operations, last);
    if (context) {
      local = operations.subtract(local, explained(operations, local, global));
    }
    T places = operations.constant(1f / (localHeight() * localWidth()));
    T mean = operations.multiply(operations.sum(local, 2), places);
    T weighted = operations.matrixProduct(global, operations.variable(WINDOWS));
    T both =
        operations.concatenate(
            List.of(operations.reshape(weighted, depth()), operations.reshape(mean, depth())), 1);
    return operations.dense(both, HEAD);
  }

  private <T> T block(Operations<T> operations, T maps, int block) {
    String layer = "block_" + block;
    return operations.relu(operations.normalise(operations.convolve(maps, layer, 1), layer));
  }

  /** The local map with attention, {@code [batch][depth][places]}; section 2.2 of DOLG. */
  private <T> T local(Operations<T> operations, T middle) {
    T x = operations.normalise(operations.convolve(middle, "local", 0), "local");
    T squares = operations.sum(operations.multiply(x, x), 1);
    T length = operations.squareRoot(operations.add(squares, operations.constant(1e-12f)));
    T score = operations.convolve(operations.relu(x), "attention", 0);
    T attention = operations.softplus(score);
    T attended = operations.multiply(operations.divide(x, length), attention);
    return operations.reshape(attended, depth(), localHeight() * localWidth());
  }

  /** All windows of 2x2 and 3x3 places, {@code [batch][depth][windows]}. */
  private <T> T global(Operations<T> operations, T last) {
    List<T> columns = new ArrayList<>();
    for (int side = 2; side <= 3; side++) {
      T reduced = operations.convolve(last, "windows_" + side, 0);
      for (int y = 0; y + side <= globalHeight(); y++) {
        T lines = operations.slice(reduced, 2, y, y + side);
        for (int x = 0; x + side <= globalWidth(); x++) {
          columns.add(operations.reshape(operations.slice(lines, 3, x, x + side), depth(), 1));
        }
      }
    }
    return operations.concatenate(columns, 2);
  }

  /** {@code G (G' F) / |G|^2}. */
  private <T> T explained(Operations<T> operations, T local, T global) {
    T products = operations.matrixProduct(operations.transpose(global), local);
    T size = operations.sum(operations.multiply(global, global), 1, 2);
    T safe = operations.add(size, operations.constant(1e-6f));
    return operations.divide(operations.matrixProduct(global, products), safe);
  }
}
