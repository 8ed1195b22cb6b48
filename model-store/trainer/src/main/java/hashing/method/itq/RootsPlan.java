package hashing.method.itq;

import hashing.train.djl.Network;
import hashing.train.djl.Operations;
import hashing.train.djl.Variable;
import java.util.ArrayList;
import java.util.List;

/** A projection of the square roots of a row's values, each with its value's sign, less a mean. */
record RootsPlan(int width, int bitCount) implements Network {

  static final String MEAN = "mean";

  @Override
  public List<Variable> variables() {
    List<Variable> variables = new ArrayList<>();
    variables.add(Variable.fixed(MEAN, width));
    variables.addAll(Variable.dense(HEAD, width, bitCount));
    return variables;
  }

  @Override
  public <T> T outputs(Operations<T> operations, T rows) {
    T sizes = operations.squareRoot(operations.absolute(rows));
    T negative = operations.subtract(operations.constant(0), sizes);
    T roots = operations.ifGreater(operations.constant(0), rows, negative, sizes);
    return operations.dense(operations.subtract(roots, operations.variable(MEAN)), HEAD);
  }

  /** What the network does first. */
  static float[][] roots(float[][] rows) {
    float[][] roots = new float[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      roots[i] = new float[rows[i].length];
      for (int j = 0; j < rows[i].length; j++) {
        roots[i][j] = (float) (Math.signum(rows[i][j]) * Math.sqrt(Math.abs(rows[i][j])));
      }
    }
    return roots;
  }
}
