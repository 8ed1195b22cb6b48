package hashing.method.spectral;

import hashing.train.djl.Network;
import hashing.train.djl.Operations;
import hashing.train.djl.Variable;
import java.util.ArrayList;
import java.util.List;

/**
 * A wave along a direction for each bit: {@code sin(pi / 2 + frequency * t)}, where t is the place
 * of the row between the direction's least and largest value in training, 0 to 1; rows beyond are
 * at the end.
 */
record SpectralPlan(int width, int bitCount) implements Network {

  static final String FREQUENCY = "frequency";

  @Override
  public List<Variable> variables() {
    List<Variable> variables = new ArrayList<>(Variable.dense(HEAD, width, bitCount));
    variables.add(Variable.fixed(FREQUENCY, bitCount));
    return variables;
  }

  @Override
  public <T> T outputs(Operations<T> operations, T rows) {
    T place = operations.dense(rows, HEAD);
    T beyond = operations.relu(operations.subtract(place, operations.constant(1)));
    T within = operations.subtract(operations.relu(place), beyond);
    T angle = operations.multiply(within, operations.variable(FREQUENCY));
    return operations.sine(operations.add(angle, operations.constant((float) (Math.PI / 2))));
  }
}
