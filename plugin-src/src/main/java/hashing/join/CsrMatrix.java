package hashing.join;

/**
 * A sparse matrix of ones, row by row.
 *
 * @param columnCount columns
 * @param starts where each row begins in {@code columns}, and the end
 * @param columns of each row, ascending, each once
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record CsrMatrix(int columnCount, int[] starts, int[] columns) {

  /** Rows. */
  public int rowCount() {
    return starts.length - 1;
  }

  /** Products of a row with another matrix. */
  long products(int row, CsrMatrix other) {
    long sum = 0;
    for (int i = starts[row]; i < starts[row + 1]; i++) {
      sum += other.starts[columns[i] + 1] - other.starts[columns[i]];
    }
    return sum;
  }
}
