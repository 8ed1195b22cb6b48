package hashing.benchmark;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import hashing.join.CsrMatrix;
import org.junit.Test;

public class SparseMatricesTests {
  private static final int ENTRIES = 254_000;

  @Test
  public void asManyEntriesAsAskedFor() {
    for (CsrMatrix matrix :
        new CsrMatrix[] {
          SparseMatrices.uniform(1 << 14, ENTRIES, 3), SparseMatrices.skewed(14, ENTRIES, 3)
        }) {
      assertEquals(1 << 14, matrix.rowCount());
      assertEquals(ENTRIES, matrix.columns().length);
      assertEquals(ENTRIES, matrix.starts()[1 << 14]);
      for (int row = 0; row < matrix.rowCount(); row++) {
        for (int i = matrix.starts()[row] + 1; i < matrix.starts()[row + 1]; i++) {
          assertTrue(matrix.columns()[i - 1] < matrix.columns()[i]);
        }
      }
    }
  }

  /** A few entries, of which hardly any are drawn twice, show the shares that they are drawn by. */
  @Test
  public void skewedByTheSharesOfGraph500() {
    CsrMatrix matrix = SparseMatrices.skewed(20, 40_000, 5);
    int half = 1 << 19;
    int[] quarters = new int[4];
    int evenRows = 0;
    for (int row = 0; row < matrix.rowCount(); row++) {
      for (int i = matrix.starts()[row]; i < matrix.starts()[row + 1]; i++) {
        quarters[(row < half ? 0 : 2) + (matrix.columns()[i] < half ? 0 : 1)]++;
        evenRows += row % 2 == 0 ? 1 : 0;
      }
    }
    double[] expected = {0.57, 0.19, 0.19, 0.05};
    for (int i = 0; i < 4; i++) {
      assertEquals(expected[i], quarters[i] / 40_000.0, 0.02);
    }
    assertEquals(0.76, evenRows / 40_000.0, 0.02);
  }

  @Test
  public void transposedTwiceIsTheSame() {
    CsrMatrix matrix = SparseMatrices.skewed(8, 2000, 1);
    CsrMatrix again = SparseMatrices.transposed(SparseMatrices.transposed(matrix));
    assertArrayEquals(matrix.starts(), again.starts());
    assertArrayEquals(matrix.columns(), again.columns());
  }
}
