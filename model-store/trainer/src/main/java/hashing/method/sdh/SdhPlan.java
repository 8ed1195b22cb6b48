package hashing.method.sdh;

import hashing.train.djl.Network;
import hashing.train.djl.Operations;
import hashing.train.djl.Variable;
import java.util.ArrayList;
import java.util.List;

/**
 * Kernels, then a linear map: {@code exp(-|x - a|^2 / s)} for each anchor a, the squared distance
 * as {@code |x|^2 - 2 x a + |a|^2} of centred rows. The first layer has {@code 2 a / s} and {@code
 * -|a|^2 / s}.
 *
 * @param anchors how many
 * @param scale one over s
 */
record SdhPlan(int width, int anchors, float scale, int bitCount) implements Network {

  static final String MEAN = "mean";
  static final String KERNEL = "kernel";

  @Override
  public List<Variable> variables() {
    List<Variable> variables = new ArrayList<>();
    variables.add(Variable.fixed(MEAN, width));
    variables.addAll(Variable.dense(KERNEL, width, anchors));
    variables.addAll(Variable.dense(HEAD, anchors, bitCount));
    return variables;
  }

  @Override
  public <T> T outputs(Operations<T> operations, T rows) {
    return operations.dense(kernels(operations, rows), HEAD);
  }

  private <T> T kernels(Operations<T> operations, T rows) {
    T centred = operations.subtract(rows, operations.variable(MEAN));
    T squares = operations.sum(operations.multiply(centred, centred), 1);
    T scaled = operations.multiply(squares, operations.constant(scale));
    T products = operations.dense(centred, KERNEL);
    return operations.exponential(operations.subtract(products, scaled));
  }
}
