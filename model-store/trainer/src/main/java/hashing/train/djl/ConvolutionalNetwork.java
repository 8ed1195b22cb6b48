package hashing.train.djl;

import hashing.encode.InputSpec;
import hashing.train.Range;
import java.util.ArrayList;
import java.util.List;

/**
 * A small convolutional network for images: blocks of a 3x3 convolution, a maximum over 2x2 pixels,
 * normalisation and ReLU, each with twice the channels of the one before, then a hidden layer and
 * the relaxed values.
 *
 * @param image what a row is, {@code [channels][height][width]}
 * @param blocks 1 to 6; the image has at least one pixel left behind them
 * @param channels of the first block, 1 to 1024
 * @param hidden width of the hidden layer, 1 to 65,536
 * @param bitCount 1 to 65,536
 */
public record ConvolutionalNetwork(
    InputSpec.Image image, int blocks, int channels, int hidden, int bitCount) implements Network {

  public ConvolutionalNetwork {
    Range.check("blocks", blocks, 1, 6);
    Range.check("height", image.height(), 1 << blocks, Integer.MAX_VALUE);
    Range.check("width", image.width(), 1 << blocks, Integer.MAX_VALUE);
    Range.check("channels", channels, 1, 1024);
    Range.check("hidden", hidden, 1, 65_536);
    Range.check("bits", bitCount, 1, 65_536);
  }

  @Override
  public int width() {
    return image.size();
  }

  @Override
  public List<Variable> variables() {
    List<Variable> variables = new ArrayList<>();
    int inputs = image.channels().count;
    for (int block = 0; block < blocks; block++) {
      int outputs = channels << block;
      variables.addAll(Variable.convolution("block_" + block, inputs, outputs, 3));
      variables.addAll(Variable.normalisation("block_" + block, outputs));
      inputs = outputs;
    }
    variables.addAll(Variable.dense("hidden", features(), hidden));
    variables.addAll(Variable.dense(HEAD, hidden, bitCount));
    return variables;
  }

  private int features() {
    int pixels = (image.height() >> blocks) * (image.width() >> blocks);
    return pixels * (channels << (blocks - 1));
  }

  @Override
  public <T> T outputs(Operations<T> operations, T rows) {
    T maps = operations.reshape(rows, image.channels().count, image.height(), image.width());
    for (int block = 0; block < blocks; block++) {
      String layer = "block_" + block;
      // The maximum first: what follows has a quarter of the pixels.
      T pooled = operations.maxPool(operations.convolve(maps, layer, 1), 2);
      maps = operations.relu(operations.normalise(pooled, layer));
    }
    T flat = operations.reshape(maps, features());
    T hiddenValues = operations.relu(operations.dense(flat, "hidden"));
    return operations.dense(hiddenValues, HEAD);
  }
}
