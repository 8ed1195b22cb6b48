package hashing.train.djl;

import hashing.train.Range;
import java.util.ArrayList;
import java.util.List;

/**
 * A multi-layer perceptron with ReLU between its layers and nothing behind the last.
 *
 * @param widths of all layers, from the input to the relaxed values; 2 to 10 of them, 1 to
 *     16,777,216 columns, then 1 to 65,536 each
 */
public record Perceptron(List<Integer> widths) implements Network {

  public Perceptron {
    Range.check("layers", widths.size(), 2, 10);
    widths = List.copyOf(widths);
    for (int i = 0; i < widths.size(); i++) {
      Range.check("width", widths.get(i), 1, i == 0 ? 1 << 24 : 65_536);
    }
  }

  @Override
  public int width() {
    return widths.getFirst();
  }

  @Override
  public int bitCount() {
    return widths.getLast();
  }

  @Override
  public List<Variable> variables() {
    List<Variable> variables = new ArrayList<>();
    for (int i = 1; i < widths.size(); i++) {
      variables.addAll(Variable.dense(layer(i), widths.get(i - 1), widths.get(i)));
    }
    return variables;
  }

  @Override
  public <T> T outputs(Operations<T> operations, T rows) {
    T values = rows;
    for (int i = 1; i < widths.size(); i++) {
      values = operations.dense(values, layer(i));
      if (i < widths.size() - 1) {
        values = operations.relu(values);
      }
    }
    return values;
  }

  private String layer(int i) {
    return i == widths.size() - 1 ? HEAD : "hidden_" + i;
  }
}
