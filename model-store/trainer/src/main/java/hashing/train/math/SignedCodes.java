package hashing.train.math;

import hashing.code.Codes;
import hashing.train.Saved;
import hashing.train.data.Labels;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Codes of rows as variables of -1 and +1, and 0 where still open, with the sums over similar rows
 * that pairwise objectives need. Not thread-safe.
 */
public final class SignedCodes implements Saved {

  private final Similarity similarity;
  private final byte[][] codes;

  /** All entries are 0. */
  public SignedCodes(Labels labels, int bits) {
    this.similarity = new Similarity(labels);
    this.codes = new byte[labels.size()][bits];
  }

  /** Number of rows. */
  public int size() {
    return codes.length;
  }

  /** Bits of a code. */
  public int bits() {
    return codes[0].length;
  }

  /** Which rows are similar. */
  public Similarity similarity() {
    return similarity;
  }

  /** -1, +1 or 0. */
  public int get(int row, int bit) {
    return codes[row][bit];
  }

  /** Sets one entry to -1, +1 or 0. */
  public void set(int row, int bit, int value) {
    codes[row][bit] = (byte) value;
  }

  /** Sum of the codes' outer products, {@code double[bits][bits]}. */
  public double[][] products(int[] rows) {
    int[][] products = new int[bits()][bits()];
    for (int row : rows) {
      byte[] code = codes[row];
      for (int a = 0; a < code.length; a++) {
        for (int b = 0; b < code.length; b++) {
          products[a][b] += code[a] * code[b];
        }
      }
    }
    return Arrays.stream(products)
        .map(row -> Arrays.stream(row).asDoubleStream().toArray())
        .toArray(double[][]::new);
  }

  /** Sum of the codes. */
  public double[] sum(int[] rows) {
    double[] sum = new double[bits()];
    for (int row : rows) {
      for (int bit = 0; bit < sum.length; bit++) {
        sum[bit] += codes[row][bit];
      }
    }
    return sum;
  }

  /** For each kind of rows, the sum of the codes similar to it, {@code double[kinds][bits]}. */
  public double[][] sumsOfSimilar(int[] rows) {
    double[][] sums = new double[similarity.kinds()][bits()];
    for (int row : rows) {
      double[] ofKind = sums[similarity.kind(row)];
      for (int bit = 0; bit < ofKind.length; bit++) {
        ofKind[bit] += codes[row][bit];
      }
    }
    return similarity.overSimilar(sums);
  }

  /**
   * Pairs of one of these rows and any row: the similar ones for each dissimilar one, 1 if none.
   */
  public double similarToDissimilar(int[] rows) {
    double[] counts = similarity.counts(Permutation.identity(codes.length));
    double similar = 0;
    for (int row : rows) {
      similar += counts[similarity.kind(row)];
    }
    double all = (double) rows.length * codes.length;
    return similar == all ? 1 : similar / (all - similar);
  }

  /** The codes packed, +1 a one. */
  public byte[][] packed() {
    byte[][] packed = new byte[codes.length][];
    float[] values = new float[bits()];
    for (int row = 0; row < packed.length; row++) {
      for (int bit = 0; bit < values.length; bit++) {
        values[bit] = codes[row][bit];
      }
      packed[row] = Codes.pack(values);
    }
    return packed;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    for (byte[] code : codes) {
      out.write(code);
    }
  }

  @Override
  public void restore(DataInput in) throws IOException {
    for (byte[] code : codes) {
      in.readFully(code);
    }
  }
}
