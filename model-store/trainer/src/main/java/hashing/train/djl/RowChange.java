package hashing.train.djl;

import java.util.Random;

/** Changes rows by chance each time that they are trained on, in ways that keep their class. */
@FunctionalInterface
public interface RowChange {

  /** Changes nothing. */
  RowChange NONE = (row, random) -> row;

  /** A changed copy, or the row itself. */
  float[] apply(float[] row, Random random);
}
