package hashing.method.dynamicsign;

import hashing.train.djl.Network;
import hashing.train.djl.Operations;
import hashing.train.djl.Variable;
import java.util.List;

/**
 * A network whose outputs are a code's values and, last, its threshold before the sigmoid; its
 * relaxed values have the signs that the dynamic sign function gives.
 *
 * @param body of one output more than there are bits
 * @param tau upper bound of the threshold
 * @param learned whether the threshold is the last output's; otherwise it is tau
 */
record DynamicSignPlan(Network body, double tau, boolean learned) implements Network {

  @Override
  public int width() {
    return body.width();
  }

  @Override
  public int bitCount() {
    return body.bitCount() - 1;
  }

  @Override
  public List<Variable> variables() {
    return body.variables();
  }

  @Override
  public <T> T outputs(Operations<T> operations, T rows) {
    return body.outputs(operations, rows);
  }

  @Override
  public <T> T relaxed(Operations<T> operations, T outputs) {
    int bits = bitCount();
    T code = operations.slice(outputs, 1, 0, bits);
    T bound = operations.constant((float) tau);
    T threshold = bound;
    if (learned) {
      T raw = operations.slice(outputs, 1, bits, bits + 1);
      threshold = operations.multiply(operations.sigmoid(raw), bound);
    }
    return DynamicSign.margins(operations, operations.add(code, code), threshold, bits);
  }
}
