package hashing.opensearch.join;

import hashing.join.JoinTotals;
import java.io.IOException;
import java.util.Arrays;
import org.opensearch.core.action.ActionResponse;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;

/**
 * Matches of codes in one part; those of one code on the left stand together where the nearest were
 * asked for. What is matched on the right are codes or, where the nearest were asked for,
 * documents, those of one code by ascending distance and then by their number.
 */
final class Matches extends ActionResponse {
  private static final int COLUMNS = 5;

  private final int[][] columns;
  private final int nextRow;
  private final double predicted;
  private final long products;
  private int size;

  /**
   * None as yet.
   *
   * @param nextRow which code on the left is to be asked for next, one behind the last if none
   * @param predicted products that were foreseen
   * @param products done
   */
  private Matches(int[][] columns, int size, int nextRow, double predicted, long products) {
    this.columns = columns;
    this.size = size;
    this.nextRow = nextRow;
    this.predicted = predicted;
    this.products = products;
  }

  Matches() {
    this(new int[COLUMNS][64], 0, 0, 0, 0);
  }

  Matches(StreamInput in) throws IOException {
    super(in);
    nextRow = in.readVInt();
    predicted = in.readDouble();
    products = in.readVLong();
    columns = new int[COLUMNS][];
    for (int c = 0; c < COLUMNS; c++) {
      columns[c] = in.readVIntArray();
    }
    size = columns[0].length;
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    out.writeVInt(nextRow);
    out.writeDouble(predicted);
    out.writeVLong(products);
    for (int[] column : columns) {
      out.writeVInt(size);
      for (int i = 0; i < size; i++) {
        out.writeVInt(column[i]);
      }
    }
  }

  /** Bytes of a match. */
  static long byteSize(long matches) {
    return matches * COLUMNS * Integer.BYTES;
  }

  /**
   * Adds a match.
   *
   * @param left ordinal of the code on the left
   * @param right ordinal of the code, or number of the document
   * @param leftDocuments with the code on the left
   * @param rightDocuments with that on the right; 1 for a document
   */
  void add(int left, int right, int distance, int leftDocuments, int rightDocuments) {
    if (size == columns[0].length) {
      for (int c = 0; c < COLUMNS; c++) {
        columns[c] = Arrays.copyOf(columns[c], size + (size >> 1));
      }
    }
    columns[0][size] = left;
    columns[1][size] = right;
    columns[2][size] = distance;
    columns[3][size] = leftDocuments;
    columns[4][size] = rightDocuments;
    size++;
  }

  /** The same, with what it took. */
  Matches next(int row, JoinTotals totals) {
    return new Matches(columns, size, row, totals.predicted(), totals.products());
  }

  /** Products that were foreseen: pairs of codes met in buckets, or compared. */
  double predicted() {
    return predicted;
  }

  /** Products done. */
  long products() {
    return products;
  }

  int size() {
    return size;
  }

  int left(int index) {
    return columns[0][index];
  }

  int right(int index) {
    return columns[1][index];
  }

  int distance(int index) {
    return columns[2][index];
  }

  int leftDocuments(int index) {
    return columns[3][index];
  }

  int rightDocuments(int index) {
    return columns[4][index];
  }

  int nextRow() {
    return nextRow;
  }
}
