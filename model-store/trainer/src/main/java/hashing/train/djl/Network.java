package hashing.train.djl;

import java.util.List;

/**
 * The plan of a network from flat rows to relaxed values, one a bit: its variables and what is done
 * with them. Immutable; equal plans compute the same.
 */
public interface Network {

  /** Name of the last layer, a dense one, of networks that end so. */
  String HEAD = "head";

  /** Columns of a row. */
  int width();

  /** Bits of a code. */
  int bitCount();

  /** All numbers that it has, in an order that never changes. */
  List<Variable> variables();

  /**
   * What objectives are given, from {@code [batch][width]}: {@code [batch][n]}, the relaxed values
   * first.
   */
  <T> T outputs(Operations<T> operations, T rows);

  /**
   * The relaxed values, {@code [batch][bitCount]}, whose signs are the code: what is exported.
   *
   * @param outputs what {@link #outputs} gave
   */
  default <T> T relaxed(Operations<T> operations, T outputs) {
    return outputs;
  }
}
